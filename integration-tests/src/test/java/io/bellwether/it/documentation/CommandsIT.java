package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.it.BesideOthers;
import io.bellwether.it.documentation.CommandBlock.Where;
import io.bellwether.it.launcher.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Types what the pages say, page by page, at a system of {@code ./bellwether up} with ports and a home of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BesideOthers
class CommandsIT {

    private static final long PAGE_SECONDS = 600;
    private static final Pattern HANDED_ON =
            Pattern.compile("\\./bellwether (sim|faults|bench) ([a-z][a-z0-9|-]+)( .*)?");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");
    private static final Map<String, Integer> DOCUMENTED = Map.of(
            "api-gateway-1", 8080,
            "coordinator-1", 8081,
            "log-producer-1", 8082,
            "log-consumer-1", 8083,
            "coordinator-2", 8084,
            "coordinator-3", 8085);

    private static final String COORDINATOR = "127.0.0.1:8081";

    private Path folder = Path.of("unset");

    @BeforeAll
    void bringUp(@TempDir Path temporary) {
        folder = temporary;
        bellwether("up", "--free-ports");
    }

    @AfterAll
    void forget() {
        bellwether("clean", "--yes");
    }

    @TestFactory
    Stream<DynamicTest> pages() throws IOException {
        Map<Path, List<CommandBlock>> byPage = Pages.commands().stream()
                .filter(block -> block.where() == Where.SYSTEM)
                .collect(Collectors.groupingBy(block -> block.fence().page(), LinkedHashMap::new, Collectors.toList()));
        assertThat(byPage).hasSizeGreaterThan(4);
        return byPage.entrySet().stream()
                .map(page -> DynamicTest.dynamicTest(page.getKey().toString(), () -> type(page.getValue())));
    }

    /** These go to other programs, and only those know their options. */
    @TestFactory
    Stream<DynamicTest> whatIsHandedOnIsKnownThere() throws IOException {
        Map<String, Set<String>> options = new TreeMap<>();
        for (String mention : Pages.mentions()) {
            Matcher handedOn = HANDED_ON.matcher(mention);
            if (handedOn.matches()) {
                for (String scenario : handedOn.group(2).split("\\|", -1)) {
                    Matcher option = OPTION.matcher(String.valueOf(handedOn.group(3)));
                    Set<String> of = options.computeIfAbsent(
                            handedOn.group(1) + " " + scenario, unused -> new TreeSet<>(Set.of("--help")));
                    while (option.find()) {
                        of.add(option.group());
                    }
                }
            }
        }
        assertThat(options).hasSizeGreaterThan(10);
        return options.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    List<String> words = new ArrayList<>(List.of(entry.getKey().split(" ", -1)));
                    words.add("--help");
                    assertThat(bellwether(words.toArray(String[]::new))).contains(entry.getValue());
                }));
    }

    private void type(List<CommandBlock> blocks) throws Exception {
        // A page may have forgotten everything, the ports too.
        bellwether("up", "--free-ports");
        var script = new PageScript(blocks);
        Path results = Files.createTempDirectory(folder, "page");
        Path file = results.resolve("script");
        Map<String, String> replacements = replacements();
        Files.writeString(file, script.text(results, command -> asTypedHere(command, replacements)));

        var process = process("sh", file.toString()).start();
        boolean ended = process.waitFor(PAGE_SECONDS, TimeUnit.SECONDS);
        process.destroy();

        assertThat(ended)
                .as("the page was gone through within %d s".formatted(PAGE_SECONDS))
                .isTrue();
        assertThat(script.judge(results)).isEmpty();
    }

    private String asTypedHere(String command, Map<String, String> replacements) {
        String here = command.endsWith("# on the leader")
                ? command.replace(COORDINATOR, "127.0.0.1:" + new Launcher(home()).port(leader()))
                : command;
        for (var replacement : replacements.entrySet()) {
            here = here.replace(replacement.getKey(), replacement.getValue());
        }
        // Without a name it would be written where this repository is.
        return here.replaceFirst("--bundle$", "--bundle " + folder.resolve("bundle.zip"));
    }

    /** Where the pages name what is there by default, and here is elsewhere. */
    private Map<String, String> replacements() {
        Map<String, String> replacements = new LinkedHashMap<>(Map.of("NODE", "log-producer-1"));
        JsonNode status = new Launcher(home()).status();
        for (JsonNode node : status.get("nodes")) {
            Integer documented = DOCUMENTED.get(node.get("name").asString());
            if (documented != null) {
                replacements.put(
                        "127.0.0.1:" + documented,
                        "127.0.0.1:" + node.get("port").asInt());
            }
        }
        replacements.put(".bellwether/", home() + "/");
        return replacements;
    }

    private String leader() {
        var address =
                URI.create("http://127.0.0.1:%d/cluster/status".formatted(new Launcher(home()).port("coordinator-1")));
        try (InputStream answer = address.toURL().openStream()) {
            return JsonMapper.shared().readTree(answer).path("leader").asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path home() {
        return folder.resolve("home");
    }

    private String bellwether(String... words) {
        try {
            Path output = Files.createTempFile(folder, "bellwether", ".out");
            List<String> command = new ArrayList<>(List.of("./bellwether"));
            command.addAll(List.of(words));
            var process = process(command.toArray(String[]::new))
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(PAGE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", command, Files.readString(output))
                    .isZero();
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private ProcessBuilder process(String... words) {
        var builder = new ProcessBuilder(words)
                .directory(Repository.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("BELLWETHER_HOME", home().toString());
        // Times at a quarter: what is removed after 15 s is after 4.
        builder.environment().put("CLUSTER_PROFILE", "fast");
        return builder;
    }
}
