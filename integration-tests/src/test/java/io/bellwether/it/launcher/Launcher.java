package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

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
        try {
            var output = Files.createTempFile("launcher", ".out");
            var process = start(environment, output, verb, options);
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
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
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
