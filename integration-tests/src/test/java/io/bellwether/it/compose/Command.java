package io.bellwether.it.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line that ends within a bound.
 * @param folder Where it runs.
 * @param environment What it is given besides the environment of this process.
 * @param words Program and arguments. */
record Command(Path folder, Map<String, String> environment, List<String> words) {

    Command {
        environment = Map.copyOf(environment);
        words = List.copyOf(words);
    }

    /** How it ended; after a time-out the exit code is that of a killed process. */
    record Outcome(int exitCode, String output) {

        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs it; when the bound is over, it and what it started are killed, and the output says so. */
    Outcome run(Duration bound) {
        try {
            // A file, because a pipe that nobody empties stops its writer.
            var output = Files.createTempFile("command", ".log");
            try {
                var builder = new ProcessBuilder(words)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                return await(builder.start(), output, bound);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + String.join(" ", words), e);
        }
    }

    private static Outcome await(Process process, Path output, Duration bound) throws IOException {
        try {
            String verdict = "";
            if (!process.waitFor(bound.toSeconds(), TimeUnit.SECONDS)) {
                verdict = "\nstill running after %d s".formatted(bound.toSeconds());
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            return new Outcome(process.exitValue(), Files.readString(output) + verdict);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a command ran", e);
        }
    }
}
