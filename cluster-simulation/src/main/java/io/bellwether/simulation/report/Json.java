package io.bellwether.simulation.report;

import java.util.stream.Collectors;

/** Writes results as JSON: {@code {"name", "seed", "rows": [{"subject", "metric", "unit", "value", ...}], "pass"}}. */
public final class Json {

    private Json() {}

    /** One object; a value that is not a number, such as the median of nothing, is null. */
    public static String of(Result result) {
        return "{\"name\": %s, \"seed\": %s, \"rows\": [%s\n], \"pass\": %s}"
                .formatted(
                        quoted(result.name()),
                        result.seed(),
                        result.rows().stream().map(Json::row).collect(Collectors.joining(",")),
                        result.pass());
    }

    private static String row(Row row) {
        var text = "\n  {\"subject\": %s, \"metric\": %s, \"unit\": %s, \"value\": %s"
                .formatted(quoted(row.subject()), quoted(row.metric()), quoted(row.unit()), number(row.value()));
        var goal = row.goal();
        return goal == null
                ? text + "}"
                : text + ", \"goal\": %s, \"pass\": %s}".formatted(quoted(goal.toString()), row.pass());
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '"', '\\' -> json.append('\\').append(letter);
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    // Half of a surrogate pair is no text; escaped it at least survives the way out.
                    if (letter < ' ' || letter == 0x7f || Character.isSurrogate(letter)) {
                        json.append("\\u%04x".formatted((int) letter));
                    } else {
                        json.append(letter);
                    }
                }
            }
        }
        return json.append('"').toString();
    }
}
