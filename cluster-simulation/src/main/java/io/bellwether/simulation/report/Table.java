package io.bellwether.simulation.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes results as a table: one line for each metric, one column for each subject, ours last with its goal. */
public final class Table {

    private record Line(String metric, String unit) {}

    private final Result result;
    private final List<String> subjects;
    private final Map<Line, Map<String, Row>> lines = new LinkedHashMap<>();

    private Table(Result result) {
        this.result = result;
        this.subjects = subjects(result);
        for (var row : result.rows()) {
            lines.computeIfAbsent(new Line(row.metric(), row.unit()), line -> new LinkedHashMap<>())
                    .put(row.subject(), row);
        }
    }

    /** The whole table, ending in a line break. */
    public static String of(Result result) {
        return new Table(result).text();
    }

    private String text() {
        var cells = new ArrayList<List<String>>();
        cells.add(heading());
        lines.forEach((line, rows) -> cells.add(cells(line, rows)));
        var widths = widths(cells);
        var text = new StringBuilder("%s, seed %d%n%n".formatted(result.name(), result.seed()));
        for (var row : cells) {
            text.append(aligned(row, widths)).append(System.lineSeparator());
        }
        return text.append(System.lineSeparator())
                .append(summary())
                .append(System.lineSeparator())
                .toString();
    }

    private String summary() {
        if (result.goals() == 0) {
            return "no goals here";
        }
        return result.pass()
                ? "goals: all %d reached".formatted(result.goals())
                : "goals: %d of %d NOT reached".formatted(result.goalsMissed(), result.goals());
    }

    private List<String> heading() {
        var heading = new ArrayList<>(List.of("metric", "unit"));
        heading.addAll(subjects);
        heading.addAll(List.of("goal", ""));
        return heading;
    }

    private List<String> cells(Line line, Map<String, Row> rows) {
        var cells = new ArrayList<>(List.of(line.metric(), line.unit()));
        for (var subject : subjects) {
            var row = rows.get(subject);
            cells.add(row == null ? "" : Numbers.plain(row.value()));
        }
        var ours = rows.get(Row.US);
        if (ours != null && ours.goal() != null) {
            cells.addAll(List.of(ours.goal().toString(), Boolean.TRUE.equals(ours.pass()) ? "ok" : "SHORT"));
        } else {
            cells.addAll(List.of("", ""));
        }
        return cells;
    }

    /** Words to the left, numbers to the right. */
    private String aligned(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            var padding = " ".repeat(widths[column] - cells.get(column).length());
            boolean number = column >= 2 && column < 2 + subjects.size();
            line.append(number ? padding + cells.get(column) : cells.get(column) + padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    private static int[] widths(List<List<String>> cells) {
        var widths = new int[cells.getFirst().size()];
        for (var row : cells) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return widths;
    }

    private static List<String> subjects(Result result) {
        var all = result.rows().stream().map(Row::subject).distinct().toList();
        var peers = all.stream().filter(subject -> !subject.equals(Row.US));
        return Stream.concat(peers, all.stream().filter(Row.US::equals)).toList();
    }
}
