package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code ./bellwether} on a home of its own, with free ports, so that it disturbs nobody. */
public final class Launcher {

    private static final long LIMIT_SECONDS = 240;

    static final Path REPOSITORY = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    private final Path home;

    public Launcher(Path home) {
        this.home = home;
    }

    /** What a run came to. */
    public record Run(int exitCode, String output) {

        public Run succeeded() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }
    }

    public Run run(String verb, String... options) {
        return run(Map.of(), verb, options);
    }

    Run run(Map<String, String> environment, String verb, String... options) {
        return awaitEnd(output -> start(environment, output, verb, options));
    }

    /** A script of integration-tests on the system of this home. */
    Run script(Map<String, String> environment, String name, String... arguments) {
        var command = new ArrayList<>(List.of(
                "sh", REPOSITORY.resolve("integration-tests").resolve(name).toString()));
        command.addAll(List.of(arguments));
        var all = new TreeMap<>(Map.of("SYSTEM", "bellwether", "BELLWETHER_HOME", home.toString()));
        all.putAll(environment);
        return awaitEnd(output -> start(command, all, output));
    }

    /** How a process is begun whose output goes into a file. */
    private interface Start {
        Process into(Path output) throws IOException;
    }

    private static Run awaitEnd(Start start) {
        try {
            var output = Files.createTempFile("launcher", ".out");
            var process = start.into(output);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                throw new AssertionError("no end after %d s: %s".formatted(LIMIT_SECONDS, Files.readString(output)));
            }
            return new Run(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    Process start(Map<String, String> environment, Path output, String verb, String... options) throws IOException {
        var command = new ArrayList<>(List.of(REPOSITORY.resolve("bellwether").toString(), verb));
        if (!verb.startsWith("-")) {
            command.addAll(List.of("--home", home.toString()));
        }
        command.addAll(List.of(options));
        return start(command, environment, output);
    }

    private static Process start(List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What {@code status} tells to programs. */
    public JsonNode status() {
        return JsonMapper.shared().readTree(run("status", "-o", "json").output());
    }

    /** Where a node listens. */
    public int port(String name) {
        return status().get("nodes")
                .valueStream()
                .filter(node -> node.get("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .get("port")
                .asInt();
    }

    /** Processes whose command line names this home. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .filter(process -> !process.info().commandLine().orElse("").contains("cluster-cli.jar"))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    public Path home() {
        return home;
    }
}
