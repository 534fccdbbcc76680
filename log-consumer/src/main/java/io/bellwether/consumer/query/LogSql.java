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

    LogSql {
        arguments = List.copyOf(arguments);
    }

    /** The statement that reads one row more than wanted, which tells whether there is a next page. */
    static LogSql of(LogQuery query) {
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        if (query.from() != null) {
            conditions.add("\"timestamp\" >= ?");
            arguments.add(time(query.from()));
        }
        if (query.to() != null) {
            conditions.add("\"timestamp\" < ?");
            arguments.add(time(query.to()));
        }
        equal(conditions, arguments, "level", query.level());
        equal(conditions, arguments, "service", query.service());
        equal(conditions, arguments, "instance", query.instance());
        equal(conditions, arguments, "zone", query.zone());
        if (query.text() != null) {
            conditions.add("message ilike ? escape '\\'");
            arguments.add("%" + escaped(query.text()) + "%");
        }
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
