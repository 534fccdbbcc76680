package io.bellwether.cli.command;

import io.bellwether.cli.doctor.Diagnosis;
import io.bellwether.cli.doctor.Finding;
import io.bellwether.cli.doctor.Level;
import io.bellwether.cli.doctor.Topic;
import io.bellwether.cli.sight.Sight;
import io.bellwether.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Findings as a person reads them: what hurts first and in full, what is well in a line for each topic. */
final class DoctorText {

    private static final int WIDTH = 118;
    private static final int LEVEL_WIDTH = 6;
    private static final int TOPIC_WIDTH = 10;
    private static final int MARGIN = 2 + LEVEL_WIDTH;

    private final Terminal terminal;
    private final boolean all;

    /**
     * A text.
     *
     * @param all Whether what is well is shown in full too.
     */
    DoctorText(Terminal terminal, boolean all) {
        this.terminal = terminal;
        this.all = all;
    }

    void print(Diagnosis diagnosis, Sight sight) {
        diagnosis.findings().stream()
                .filter(finding -> finding.level() != Level.OK)
                .forEach(this::finding);
        for (var topic : Topic.values()) {
            var well = diagnosis.findings().stream()
                    .filter(finding -> finding.topic() == topic && finding.level() == Level.OK)
                    .map(Finding::found)
                    .toList();
            if (all) {
                well.forEach(found -> ok(topic, found));
            } else if (!well.isEmpty()) {
                ok(topic, fitting(well));
            }
        }
        terminal.out().printf("%n%s%n", verdict(diagnosis, sight));
        terminal.out().flush();
    }

    private void finding(Finding finding) {
        var level = "%-6s".formatted(finding.level().name());
        var shown = switch (finding.level()) {
            case BAD -> terminal.bad(level);
            case WARN -> terminal.uncertain(level);
            case NOTE, OK -> terminal.strong(level);
        };
        var lines = wrapped(finding.found(), WIDTH - MARGIN - TOPIC_WIDTH);
        var topic = "%-10s".formatted(finding.topic().word());
        terminal.out().println("  " + shown + topic + terminal.strong(lines.getFirst()));
        lines.stream().skip(1).forEach(line -> terminal.out().println(indented(terminal.strong(line))));
        wrapped(finding.means(), WIDTH - MARGIN - TOPIC_WIDTH)
                .forEach(line -> terminal.out().println(indented(line)));
        if (!finding.toDo().isEmpty()) {
            var advice = wrapped("Do: " + finding.toDo(), WIDTH - MARGIN - TOPIC_WIDTH);
            advice.forEach(line -> terminal.out().println(indented(line)));
        }
        terminal.out().println();
    }

    private static String indented(String line) {
        return " ".repeat(MARGIN + TOPIC_WIDTH) + line;
    }

    private void ok(Topic topic, String found) {
        terminal.out()
                .println("  " + terminal.good("%-6s".formatted("ok")) + terminal.quiet("%-10s".formatted(topic.word()))
                        + terminal.quiet(found));
    }

    /** As many of them as fit into a line. */
    private static String fitting(List<String> well) {
        var line = new StringBuilder();
        int taken = 0;
        for (var found : well) {
            int width = line.length() + found.length() + 2;
            if (taken > 0 && width > WIDTH - MARGIN - TOPIC_WIDTH) {
                return "%s; and %d more".formatted(line, well.size() - taken);
            }
            line.append(taken == 0 ? "" : "; ").append(found);
            taken++;
        }
        return line.toString();
    }

    private static List<String> wrapped(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static String plural(Level level, long count) {
        return count == 1 || level == Level.BAD ? "" : "s";
    }

    private String verdict(Diagnosis diagnosis, Sight sight) {
        var counts = new ArrayList<String>();
        for (var level : List.of(Level.BAD, Level.WARN, Level.NOTE)) {
            long count = diagnosis.count(level);
            if (count > 0) {
                counts.add("%d %s%s".formatted(count, level.word(), plural(level, count)));
            }
        }
        counts.add(diagnosis.count(Level.OK) + " ok");
        var verdict = diagnosis.isWell() ? terminal.good("Nothing here hurts") : terminal.bad("This needs somebody");
        return String.format(
                Locale.ROOT,
                "%s: %s. Looked for %.1f s.",
                verdict,
                String.join(", ", counts),
                sight.took().toMillis() / 1000.0);
    }
}
