package io.bellwether.devservices.process;

import io.bellwether.devservices.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a short command came to.
 *
 * @param exitCode The command's own; -1 when it could not be started or took too long.
 */
public record CommandResult(int exitCode, String output) {

    public boolean ok() {
        return exitCode == 0;
    }

    /** Runs it to its end, or ends it at the limit. */
    public static CommandResult of(List<String> command, Duration limit, @Nullable String input) {
        Path in = null;
        Path out = null;
        try {
            out = Files.createTempFile("command", ".out");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
            if (input != null) {
                in = Files.createTempFile("command", ".in");
                Files.writeString(in, input);
                builder.redirectInput(in.toFile());
            }
            var process = builder.start();
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new CommandResult(-1, "no end after %d s".formatted(limit.toSeconds()));
            }
            return new CommandResult(process.exitValue(), Files.readString(out).strip());
        } catch (IOException e) {
            return new CommandResult(-1, Home.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandResult(-1, "interrupted");
        } finally {
            deleteQuietly(in);
            deleteQuietly(out);
        }
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file != null && !file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }
}
