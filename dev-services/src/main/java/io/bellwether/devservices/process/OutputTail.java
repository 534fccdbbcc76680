package io.bellwether.devservices.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last lines of a node's output. */
public final class OutputTail {

    private static final int BYTES_PER_LINE_ASSUMED = 400;

    private OutputTail() {}

    /** Bytes that are there already; what a process says from now on begins behind them. */
    public static long end(Path file) {
        return file.toFile().length();
    }

    /** At most {@code linesMax} lines from the end; none when there is no output. */
    public static List<String> read(Path file, int linesMax) {
        return read(file, linesMax, 0);
    }

    /** The same of what was said behind an {@link #end}; all of it when the output was begun anew since. */
    public static List<String> read(Path file, int linesMax, long begin) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long first = begin <= in.length() ? begin : 0;
            long from = Math.max(first, in.length() - (long) linesMax * BYTES_PER_LINE_ASSUMED);
            in.seek(from);
            var bytes = new byte[(int) (in.length() - from)];
            in.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // The first line was probably cut by the seek.
            var whole = from > first && lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
            return List.copyOf(whole.subList(Math.max(0, whole.size() - linesMax), whole.size()));
        } catch (IOException e) {
            return List.of("(the output in %s cannot be read: %s)".formatted(file, e.getMessage()));
        }
    }
}
