package io.bellwether.cli.terminal;

import io.bellwether.devservices.Node;
import io.bellwether.devservices.process.NodeEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One line for each node that is on its way; rewritten in place on a terminal, a line for each step elsewhere. */
public final class ProgressBoard {

    private final Terminal terminal;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final int nameWidth;
    private int linesDrawn;

    private record Row(State state, String detail, long sinceNanos, long untilNanos) {}

    private enum State {
        QUEUED("queued"),
        PREPARING("preparing"),
        STARTING("starting"),
        STOPPING("stopping"),
        HEALTHY("healthy"),
        STOPPED("stopped"),
        FAILED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }

        boolean done() {
            return this == HEALTHY || this == STOPPED || this == FAILED;
        }
    }

    public ProgressBoard(Terminal terminal, List<Node> nodes) {
        this.terminal = terminal;
        long now = System.nanoTime();
        nodes.forEach(node -> rows.put(node.name(), new Row(State.QUEUED, "", now, 0)));
        this.nameWidth =
                nodes.stream().mapToInt(node -> node.name().length()).max().orElse(0);
    }

    /** Takes what happened to a node; called by several threads. */
    public synchronized void accept(Node node, NodeEvent event) {
        var before = rows.get(node.name());
        long now = System.nanoTime();
        long since = before == null ? now : before.sinceNanos();
        var row = row(event, since, now);
        rows.put(node.name(), row);
        boolean step = before == null || before.state() != row.state();
        if (!terminal.live() && step && row.state() != State.PREPARING) {
            terminal.out().println(line(node.name(), row));
        }
    }

    private static Row row(NodeEvent event, long since, long now) {
        return switch (event) {
            case NodeEvent.Kept(var pid) -> new Row(State.HEALTHY, "was running, process " + pid, since, now);
            case NodeEvent.Replacing(var reason) -> new Row(State.STOPPING, reason, since, 0);
            case NodeEvent.Preparing() -> new Row(State.PREPARING, "", now, 0);
            case NodeEvent.Starting(var pid) -> new Row(State.STARTING, "process " + pid, since, 0);
            case NodeEvent.Waiting(var reason) -> new Row(State.STARTING, reason, since, 0);
            case NodeEvent.Healthy(var took) -> new Row(State.HEALTHY, "", since, now);
            case NodeEvent.Failed(var reason, var lastOutput) -> new Row(State.FAILED, reason, since, now);
            case NodeEvent.Stopping() -> new Row(State.STOPPING, "", now, 0);
            case NodeEvent.Stopped(var inOrder) ->
                new Row(State.STOPPED, inOrder ? "" : "did not end when asked and was killed", since, now);
        };
    }

    /** Draws the rows anew, where lines can be written over. */
    public synchronized void draw() {
        if (!terminal.live()) {
            return;
        }
        var text = new StringBuilder();
        if (linesDrawn > 0) {
            text.append("\u001b[").append(linesDrawn).append('A');
        }
        var lines = new ArrayList<String>();
        rows.forEach((name, row) -> lines.add(line(name, row)));
        lines.forEach(line -> text.append("\r\u001b[2K").append(line).append('\n'));
        linesDrawn = lines.size();
        terminal.out().print(text);
        terminal.out().flush();
    }

    private String line(String name, Row row) {
        long end = row.state().done() ? row.untilNanos() : System.nanoTime();
        double seconds = Duration.ofNanos(end - row.sinceNanos()).toMillis() / 1000.0;
        var word = "%-9s".formatted(row.state().word);
        var shown = switch (row.state()) {
            case HEALTHY, STOPPED -> terminal.good(word);
            case FAILED -> terminal.bad(word);
            case QUEUED -> terminal.quiet(word);
            case PREPARING, STARTING, STOPPING -> terminal.uncertain(word);
        };
        return ("  %-" + nameWidth + "s  %s %5.1f s  %s")
                .formatted(name, shown, seconds, terminal.quiet(row.detail()))
                .stripTrailing();
    }
}
