package io.bellwether.consumer.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Rows in Postgres: one statement for each batch, however large, so that it costs one round trip and one commit. */
final class PostgresLogStore implements LogStore {

    private static final String INSERT = """
            insert into logs (id, "timestamp", level, service, instance, zone, node, epoch, trace_id, message,
                attributes, partition, "offset")
            select id, "timestamp", level, service, instance, zone, node, epoch, trace_id, message,
                attributes::jsonb, partition, "offset"
            from unnest(?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::text[], ?::text[], ?::text[], ?::integer[], ?::bigint[])
                as t (id, "timestamp", level, service, instance, zone, node, epoch, trace_id, message,
                attributes, partition, "offset")
            on conflict (id) do nothing
            """;

    private final JdbcTemplate jdbc;

    PostgresLogStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int write(List<LogRow> rows) throws RowRefusedException {
        try {
            return jdbc.update(INSERT, statement -> bind(statement, rows));
        } catch (DataAccessException e) {
            String state = sqlState(e);
            if (isAboutTheRows(state)) {
                throw new RowRefusedException("SQLSTATE %s: %s".formatted(state, rootMessage(e)), e);
            }
            throw e;
        }
    }

    /**
     * Whether Postgres complains about the data and not about itself: class 22 (data exception), 23 (constraint) and
     * 54 (a value too large for an index or a row).
     */
    static boolean isAboutTheRows(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54"));
    }

    private static @Nullable String sqlState(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static String rootMessage(DataAccessException e) {
        // Postgres puts its details on lines of their own; a log line and a header are one.
        return String.valueOf(e.getMostSpecificCause().getMessage()).replaceAll("\\s+", " ");
    }

    private static void bind(PreparedStatement statement, List<LogRow> rows) throws SQLException {
        Connection connection = statement.getConnection();
        int column = 0;
        statement.setArray(++column, array(connection, "uuid", rows, LogRow::id));
        statement.setArray(
                ++column, array(connection, "text", rows, row -> row.timestamp().toString()));
        statement.setArray(++column, array(connection, "text", rows, LogRow::level));
        statement.setArray(++column, array(connection, "text", rows, LogRow::service));
        statement.setArray(++column, array(connection, "text", rows, LogRow::instance));
        statement.setArray(++column, array(connection, "text", rows, LogRow::zone));
        statement.setArray(++column, array(connection, "text", rows, LogRow::node));
        statement.setArray(++column, array(connection, "int8", rows, LogRow::epoch));
        statement.setArray(++column, array(connection, "text", rows, LogRow::traceId));
        statement.setArray(++column, array(connection, "text", rows, LogRow::message));
        statement.setArray(++column, array(connection, "text", rows, LogRow::attributes));
        statement.setArray(++column, array(connection, "int4", rows, LogRow::partition));
        statement.setArray(++column, array(connection, "int8", rows, LogRow::offset));
    }

    private static Array array(
            Connection connection, String type, List<LogRow> rows, Function<LogRow, @Nullable Object> value)
            throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = value.apply(rows.get(at));
        }
        return connection.createArrayOf(type, values);
    }
}
