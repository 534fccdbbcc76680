package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.Home;
import io.bellwether.devservices.Node;
import io.bellwether.devservices.StartProblem;
import io.bellwether.devservices.process.OutputTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints the output of nodes, each line behind its node's name where there are several. */
final class Follower {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int BYTES_A_READ_MAX = 1 << 16;

    private final Terminal terminal;
    private final Home home;
    private final List<Node> nodes;
    private final int linesMax;
    private final int nameWidth;
    private final Map<Node, Long> positions = new LinkedHashMap<>();

    Follower(Terminal terminal, Home home, List<Node> nodes, int linesMax) {
        this.terminal = terminal;
        this.home = home;
        this.nodes = nodes;
        this.linesMax = linesMax;
        this.nameWidth =
                nodes.stream().mapToInt(node -> node.name().length()).max().orElse(0);
    }

    void showLast() {
        for (var node : nodes) {
            var file = home.output(node.name());
            positions.put(node, size(file));
            OutputTail.read(file, linesMax).forEach(line -> print(node, line));
        }
        terminal.out().flush();
    }

    /** Until this process is ended. */
    void follow() {
        showLast();
        var never = new CountDownLatch(1);
        try {
            do {
                nodes.forEach(this::showNew);
                terminal.out().flush();
            } while (!never.await(POLL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void showNew(Node node) {
        var file = home.output(node.name());
        long size = size(file);
        long from = positions.getOrDefault(node, 0L);
        if (size < from) {
            // It was begun anew.
            from = 0;
        }
        if (size == from) {
            positions.put(node, from);
            return;
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            var bytes = new byte[(int) Math.min(BYTES_A_READ_MAX, size - from)];
            in.readFully(bytes);
            int whole = endOfLastLine(bytes);
            positions.put(node, from + whole);
            new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().forEach(line -> print(node, line));
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read (%s)".formatted(file, Home.reason(e)), e);
        }
    }

    /** A line that is not whole yet waits, unless it is longer than one read. */
    private static int endOfLastLine(byte[] bytes) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return bytes.length == BYTES_A_READ_MAX ? bytes.length : 0;
    }

    private void print(Node node, String line) {
        var prefix = nodes.size() == 1 ? "" : terminal.quiet(("%-" + nameWidth + "s | ").formatted(node.name()));
        terminal.out().println(prefix + line);
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read (%s)".formatted(file, Home.reason(e)), e);
        }
    }
}
