package io.bellwether.consumer.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statement for a query. Values are parameters of it, never parts of its text.
 *
 * @param text The statement.
 * @param arguments Its parameters in order.
 */
record LogSql(String text, List<Object> arguments) {

    private static final double MICROS_PER_SECOND = 1e6;

    LogSql {
        arguments = List.copyOf(arguments);
    }

    /** The statement that reads one row more than wanted, which tells whether there is a next page. */
    static LogSql of(LogQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        between(conditions, arguments, query.from(), query.to());
        equal(conditions, arguments, "level", query.level());
        equal(conditions, arguments, "service", query.service());
        equal(conditions, arguments, "instance", query.instance());
        equal(conditions, arguments, "zone", query.zone());
        holds(conditions, arguments, query.text());
        Cursor cursor = query.cursor();
        if (cursor != null) {
            conditions.add("(\"timestamp\", id) %s (?, ?)".formatted(query.order() == Order.DESC ? "<" : ">"));
            arguments.add(time(cursor.timestamp()));
            arguments.add(cursor.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        String order = query.order().name().toLowerCase(Locale.ROOT);
        arguments.add(query.limit() + 1);
        return new LogSql(
                "select id, \"timestamp\", level, service, instance, zone, node, epoch, trace_id, message, attributes"
                        + " from logs" + where
                        + " order by \"timestamp\" " + order + ", id " + order + " limit ?",
                arguments);
    }

    /** The statement that counts rows by time; bars without rows are not in its answer. */
    static LogSql of(HistogramQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        arguments.add(query.widthMicros() / MICROS_PER_SECOND);
        arguments.add(time(query.from()));
        between(conditions, arguments, query.from(), query.to());
        equal(conditions, arguments, "level", query.level());
        equal(conditions, arguments, "service", query.service());
        equal(conditions, arguments, "instance", query.instance());
        equal(conditions, arguments, "zone", query.zone());
        holds(conditions, arguments, query.text());
        return new LogSql(
                "select date_bin(make_interval(secs => ?), \"timestamp\", ?) as bar, count(*) as rows from logs where "
                        + String.join(" and ", conditions) + " group by bar",
                arguments);
    }

    private static void between(
            List<String> conditions, List<Object> arguments, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            conditions.add("\"timestamp\" >= ?");
            arguments.add(time(from));
        }
        if (to != null) {
            conditions.add("\"timestamp\" < ?");
            arguments.add(time(to));
        }
    }

    private static void holds(List<String> conditions, List<Object> arguments, @Nullable String text) {
        if (text != null) {
            conditions.add("message ilike ? escape '\\'");
            arguments.add("%" + escaped(text) + "%");
        }
    }

    private static void equal(List<String> conditions, List<Object> arguments, String column, @Nullable String value) {
        if (value != null) {
            conditions.add(column + " = ?");
            arguments.add(value);
        }
    }

    private static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
