package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import io.bellwether.devservices.process.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A system whose only process is a stand-in, with one secret in every place where there could be one. */
class DiagnoseVerbTest {

    private static final String SECRET = "Zx8qTr0ub4dor-unheard-of";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private FakeCluster cluster = started();
    private Path bundle = Path.of("unset");

    private static FakeCluster started() {
        try {
            return FakeCluster.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void root() {
        System.setProperty(
                "bellwether.root", Path.of("..").toAbsolutePath().normalize().toString());
        bundle = folder.resolve("bundle.zip");
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
        cluster.close();
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }

    /** A home with all that a home has, and a process that was told the secret in both ways. */
    private void system() throws IOException {
        var home = home();
        Files.createDirectories(home.secrets());
        Files.writeString(home.secrets().resolve("cluster-secret"), SECRET + "\n");
        Files.createDirectories(home.folder().resolve("output"));
        Files.writeString(home.output("log-producer-1"), """
                started
                connecting with %s
                and in Base64 %s
                java.lang.IllegalStateException: refused
                \tat io.bellwether.Some.where(Some.java:7)
                """.formatted(
                        SECRET, Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8))));
        Files.writeString(home.output("gone-1"), "unknown password=another-Tr0ub4dor\n");
        Files.writeString(
                home.folder().resolve("ports.properties"),
                "coordinator-1=%d\ncoordinator-2=1\ncoordinator-3=2\nlog-producer-1=%d\n"
                        .formatted(cluster.port(), cluster.port()));
        var builder = new ProcessBuilder(
                "/bin/sh",
                "-c",
                "sleep 300",
                "--cluster.profile=fast",
                "--cluster.secret=" + SECRET,
                "--odd=" + SECRET);
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", SECRET);
        builder.environment().put("CLUSTER_SERVICE_METADATA_NOTE", SECRET);
        var process = builder.start();
        processes.add(process);
        new ProcessRecords(home)
                .write(new ProcessRecord(
                        "log-producer-1",
                        process.pid(),
                        Processes.startedAt(process.toHandle()),
                        "as it was",
                        cluster.port(),
                        home.output("log-producer-1")));
        cluster.answers("/api/v1/config/app", """
                {"items": [{"key": "greeting", "version": 4, "bytes": 24, "value": "%s"}]}""".formatted(SECRET));
        cluster.answers(
                "/actuator/health", "{\"status\": \"DOWN\", \"details\": {\"password\": \"%s\"}}".formatted(SECRET));
        cluster.answers("/actuator/prometheus", "raft_node_state 3.0\nodd{note=\"%s\"} 1.0\n".formatted(SECRET));
        cluster.answers("/api/v1/events", """
                {"events": [{"sequence": 1, "type": "config.put", "evidence": "%s"}], "next": 1, "newest": 1}""".formatted(SECRET));
        cluster.status("DEGRADED");
    }

    private Captured run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home().folder().toString()));
        return Captured.run(new DiagnoseVerb(DoctorVerbTest.QUICK), all.toArray(String[]::new));
    }

    private Map<String, String> entries() throws IOException {
        var entries = new TreeMap<String, String>();
        try (var zip = new ZipFile(bundle.toFile())) {
            for (var entry : zip.stream().toList()) {
                entries.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private String entry(String name) throws IOException {
        return Objects.requireNonNull(entries().get(name), name);
    }

    @Test
    void noSecretIsInItWhereverItStood() throws IOException {
        system();

        var run = run("--bundle", bundle.toString());

        assertThat(run.exitCode()).as(run.output()).isZero();
        var base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(entries())
                .allSatisfy((name, content) ->
                        assertThat(content).as(name).doesNotContain(SECRET, base64, "another-Tr0ub4dor"));
        assertThat(run.output()).doesNotContain(SECRET);
        assertThat(entry("output/log-producer-1.log"))
                .contains("connecting with (withheld)")
                .as("whoever looks for a fault wants the stack")
                .contains("at io.bellwether.Some.where(Some.java:7)");
        assertThat(entry("processes/log-producer-1/settings.txt"))
                .contains("cluster.profile=fast", "cluster.secret=(withheld)", "odd=(left out)");
        assertThat(entry("cluster/config-names.json")).contains("greeting").doesNotContain("value");
        assertThat(cluster.asked())
                .as("values are not even asked for")
                .noneMatch(request -> request.contains("values"));
    }

    @Test
    void allThatIsKnownIsInItAndWhatIsNotIsNamed() throws IOException {
        system();

        var run = run("--bundle", bundle.toString(), "-o", "json");

        var told = JsonMapper.shared().readTree(run.output());
        assertThat(told.get("file").asString()).isEqualTo(bundle.toString());
        assertThat(told.get("parts").valueStream().map(part -> part.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(entries().keySet());
        assertThat(entries())
                .containsKeys(
                        "README.txt",
                        "summary.txt",
                        "doctor.json",
                        "machine.json",
                        "processes.json",
                        "home.txt",
                        "secrets.txt",
                        "output/log-producer-1.log",
                        "output/gone-1.log",
                        "processes/log-producer-1/settings.txt",
                        "cluster/status.json",
                        "cluster/views.json",
                        "cluster/voters.json",
                        "cluster/services.json",
                        "cluster/events.json",
                        "cluster/config-names.json",
                        "cluster/explain/log-producer-1.json",
                        "cluster/coordinators/coordinator-1.json",
                        "members/log-producer-1/prometheus.txt",
                        "members/log-producer-1/health.json",
                        "problems.txt",
                        "manifest.json");
        assertThat(entry("problems.txt"))
                .contains("cluster/coordinators/127.0.0.1_1.json: http://127.0.0.1:1 does not listen");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle)))
                .isEqualTo("rw-------");
    }

    @Test
    void whoHangsIsLeftOut() throws IOException {
        system();
        cluster.answers("/actuator/health", FakeCluster.HANGS);
        cluster.answers("/api/v1/events", FakeCluster.HANGS);

        assertThat(run("--bundle", bundle.toString()).exitCode()).isZero();

        assertThat(entries())
                .containsKey("members/log-producer-1/prometheus.txt")
                .doesNotContainKey("cluster/events.json");
        assertThat(entry("problems.txt")).contains("members/log-producer-1/health.json: ", "cluster/events.json: ");
    }

    @Test
    void whereNothingRunsItHoldsWhatIsOnTheDisk() throws IOException {
        system();
        new ProcessRecords(home()).delete("log-producer-1");

        assertThat(run("--bundle", bundle.toString()).exitCode()).isZero();

        assertThat(entries())
                .containsKeys("summary.txt", "output/log-producer-1.log", "home.txt", "machine.json")
                .doesNotContainKey("cluster/status.json");
    }

    @Test
    void withoutABundleItShowsASummaryAndWritesNothing() throws IOException {
        system();

        var run = run();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output())
                .contains("log-producer-1 is DEGRADED", "Processes", "Cluster")
                .doesNotContain(SECRET);
        assertThat(bundle).doesNotExist();
    }
}
