package io.bellwether.devservices.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a node's output. */
public final class OutputTail {

    private static final int BYTES_PER_LINE_ASSUMED = 400;
    /** A stack takes this much without saying more than its first line does. */
    private static final int BYTES_MIN = 64 * 1024;

    private static final Pattern FRAME =
            Pattern.compile("\\s+(at \\S+\\(.*|\\.\\.\\. \\d+ (more|common frames omitted))");

    private OutputTail() {}

    /** Bytes that are there already; what a process says from now on begins behind them. */
    public static long end(Path file) {
        return file.toFile().length();
    }

    /**
     * At most {@code linesMax} lines from the end; none when there is no output. The frames of stacks are left out: they
     * would take the place of what the process said.
     */
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
            long from = Math.max(first, in.length() - Math.max(BYTES_MIN, (long) linesMax * BYTES_PER_LINE_ASSUMED));
            var lines = lines(in, from);
            // The first line was probably cut by the seek.
            var whole = from > first && lines.size() > 1 ? lines.subList(1, lines.size()) : lines;
            var said = whole.stream()
                    .filter(line -> !FRAME.matcher(line).matches())
                    .toList();
            return List.copyOf(said.subList(Math.max(0, said.size() - linesMax), said.size()));
        } catch (IOException e) {
            return List.of("(the output in %s cannot be read: %s)".formatted(file, e.getMessage()));
        }
    }

    /** The same with the frames of stacks, of at most so many bytes: for those who look at it in peace. */
    public static List<String> whole(Path file, int linesMax, int bytesMax) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - bytesMax);
            var lines = lines(in, from);
            // A line that was cut says nothing, or half of what it should not.
            var whole = from > 0 ? lines.subList(Math.min(1, lines.size()), lines.size()) : lines;
            return List.copyOf(whole.subList(Math.max(0, whole.size() - linesMax), whole.size()));
        }
    }

    private static List<String> lines(RandomAccessFile in, long from) throws IOException {
        in.seek(from);
        var bytes = new byte[(int) (in.length() - from)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
}
