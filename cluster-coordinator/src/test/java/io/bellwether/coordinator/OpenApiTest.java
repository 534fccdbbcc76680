package io.bellwether.coordinator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the interface, as it is served, against what is mapped and what is thrown. */
class OpenApiTest {

    @TempDir
    private static Path folder;

    private static JsonNode api = JsonMapper.shared().createObjectNode();
    private static Set<String> mapped = new TreeSet<>();

    @BeforeAll
    static void ask() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CoordinatorApplication.class)
                        .run(
                                "--spring.main.banner-mode=off",
                                "--server.port=0",
                                "--server.shutdown=immediate",
                                "--cluster.node.id=coordinator-1",
                                "--cluster.profile=fast",
                                "--cluster.data-directory=" + folder,
                                "--cluster.raft.single-coordinator=true",
                                "--cluster.agent.leave-timeout=0",
                                "--cluster.raft.voters=coordinator-1=127.0.0.1:" + TestPorts.free(),
                                "--cluster.coordinators=http://127.0.0.1:" + TestPorts.free());
                var http = HttpClient.newHttpClient()) {
            int port = requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
                    .getPort();
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v3/api-docs"))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            api = JsonMapper.shared().readTree(answer.body());
            mapped = mapped(context);
        }
    }

    @AfterAll
    static void forget() {
        mapped = Set.of();
    }

    private static Set<String> mapped(ConfigurableApplicationContext context) {
        Set<String> operations = new TreeSet<>();
        context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((info, handler) -> {
                    if (handler.getBeanType().getName().startsWith("io.bellwether.")) {
                        requireNonNull(info.getPathPatternsCondition())
                                .getPatternValues()
                                .forEach(path -> info.getMethodsCondition()
                                        .getMethods()
                                        .forEach(method -> operations.add(method + " " + path)));
                    }
                });
        operations.removeIf(operation -> operation.contains(" /internal/"));
        return operations;
    }

    @Test
    void everythingThatIsMappedIsDescribedAndNothingElse() {
        Set<String> described = new TreeSet<>();
        api.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(mapped).hasSizeGreaterThan(15).contains("GET /cluster/status");
        assertThat(described).isEqualTo(mapped);
    }

    @Test
    void everyOperationHasASummaryAndProblems() {
        api.get("paths")
                .forEach(path -> path.forEach(operation -> {
                    assertThat(operation.path("summary").asString(""))
                            .as("%s: give it a line in Summaries", operation)
                            .isNotBlank();
                    assertThat(operation
                                    .at("/responses/default/content/application~1problem+json/schema/$ref")
                                    .asString(""))
                            .endsWith("/Problem");
                }));
        var status = api.at("/paths/~1cluster~1status/get");
        assertThat(status.at("/responses/200/headers").propertyNames())
                .contains("X-Cluster-Epoch", "X-Cluster-Index", "X-Cluster-Leader-Known", "X-Cluster-Staleness-Ms");
        assertThat(api.at("/paths/~1api~1v1~1config~1{namespace}~1{key}/put/security"))
                .isNotEmpty();
    }

    @Test
    void bodiesAreThoseOfTheControllers() {
        var schema = api.at("/paths/~1cluster~1status/get/responses/200/content");
        assertThat(schema.toString()).contains("#/components/schemas/Status");
        assertThat(api.at("/components/schemas/Status/properties").propertyNames())
                .contains("totalNodes", "healthyNodes", "hasQuorum", "membership");
        assertThat(api.at("/components/schemas/ExplanationView/properties").propertyNames())
                .contains("cause", "evidence", "observers", "damping", "timers");
    }

    @Test
    void theDocumentedCodesAreThoseThatAreThrown() throws IOException {
        Set<String> documented = new TreeSet<>();
        api.at("/components/schemas/Problem/properties/code/enum").forEach(code -> documented.add(code.asString()));
        String sources = sources();

        assertThat(documented)
                .hasSizeGreaterThan(25)
                .allSatisfy(code -> assertThat(sources).contains("\"" + code + "\""));
        // The code stands behind the status, or first where the status is always the same.
        Pattern thrown = Pattern.compile(
                "(?:ProblemException|RefusalException|unknown|refusal|body|problem)\\(\\s*(?:[A-Za-z_.]+,\\s*)?\"([a-z]+(?:-[a-z]+)+)\"");
        Matcher matcher = thrown.matcher(sources);
        Set<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        assertThat(found).hasSizeGreaterThan(15);
        assertThat(documented).as("give them a line in ProblemCodes").containsAll(found);
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/bellwether/coordinator/api"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : List.copyOf(files.toList())) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }
}
