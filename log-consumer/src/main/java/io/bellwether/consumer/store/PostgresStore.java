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

/**
 * Rows in Postgres: one statement for each batch, however large, so that it costs one round trip and one commit.
 *
 * @param <R> What a row is.
 */
final class PostgresStore<R> implements RowStore<R> {

    private final JdbcTemplate jdbc;
    private final String insert;
    private final List<Column<R>> columns;

    /**
     * A parameter of the statement, which takes an array of values.
     *
     * @param type Name of the type in Postgres.
     * @param value Of a row.
     */
    record Column<R>(String type, Function<R, @Nullable Object> value) {}

    PostgresStore(JdbcTemplate jdbc, String insert, List<Column<R>> columns) {
        this.jdbc = jdbc;
        this.insert = insert;
        this.columns = List.copyOf(columns);
    }

    @Override
    public int write(List<R> rows) throws RowRefusedException {
        try {
            return jdbc.update(insert, statement -> bind(statement, rows));
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

    private void bind(PreparedStatement statement, List<R> rows) throws SQLException {
        int parameter = 0;
        for (Column<R> column : columns) {
            statement.setArray(++parameter, array(statement.getConnection(), column, rows));
        }
    }

    private static <R> Array array(Connection connection, Column<R> column, List<R> rows) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = column.value().apply(rows.get(at));
        }
        return connection.createArrayOf(column.type(), values);
    }
}
