package io.bellwether.benchmarks.routing;

import io.bellwether.devservices.process.JvmFlags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The {@code bellwether} command on a home of its own. */
final class Bellwether {

    private static final int FINE = 0;
    private static final long LIMIT_SECONDS = 300;

    private final Path repository;
    private final Path home;
    private volatile @Nullable Process running;

    Bellwether(Path repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    /** Runs a verb to its end. */
    void run(String verb, String... words) {
        Path output = home.resolve("output-of-" + verb);
        try {
            Process process = start(output, verb, words);
            running = process;
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException(
                        "%s has not ended after %d s: %s".formatted(verb, LIMIT_SECONDS, Files.readString(output)));
            }
            if (process.exitValue() != FINE) {
                throw new IllegalStateException(
                        "%s ended with %d: %s".formatted(verb, process.exitValue(), Files.readString(output)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + verb, e);
        }
    }

    /** Ends everything without waiting for it: for a process that has no time left. */
    void downSoon() {
        Process process = running;
        if (process != null) {
            process.destroy();
        }
        try {
            start(home.resolve("output-of-down"), "down");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process start(Path output, String verb, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                JvmFlags.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbellwether.root=" + repository,
                "-jar",
                repository.resolve("cluster-cli/target/cluster-cli.jar").toString(),
                verb,
                "--home",
                home.toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
