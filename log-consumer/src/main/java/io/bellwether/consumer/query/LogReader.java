package io.bellwether.consumer.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Answers queries from Postgres. */
public final class LogReader {

    private final JdbcTemplate jdbc;
    private final TransactionOperations readOnly;
    private final long pageCharsMax;

    /**
     * @param jdbc With a fetch size, so that an answer that ends early does not read the rest of its rows.
     * @param readOnly Transactions; Postgres delivers in portions only inside of one.
     */
    LogReader(JdbcTemplate jdbc, TransactionOperations readOnly, long pageCharsMax) {
        this.jdbc = jdbc;
        this.readOnly = readOnly;
        this.pageCharsMax = pageCharsMax;
    }

    public LogPage read(LogQuery query) {
        LogSql sql = LogSql.of(query);
        LogPage page = readOnly.execute(status -> jdbc.query(
                sql.text(),
                (ResultSet rows) -> page(rows, query),
                sql.arguments().toArray()));
        return Objects.requireNonNull(page);
    }

    /** Counts records by time. */
    public LogHistogram count(HistogramQuery query) {
        LogSql sql = LogSql.of(query);
        long[] counts = new long[query.bars()];
        readOnly.executeWithoutResult(status -> jdbc.query(
                sql.text(),
                (ResultSet row) -> {
                    Instant bar = row.getObject("bar", OffsetDateTime.class).toInstant();
                    counts[query.barAt(bar)] = row.getLong("rows");
                },
                sql.arguments().toArray()));
        return LogHistogram.of(query, counts);
    }

    private LogPage page(ResultSet rows, LogQuery query) throws SQLException {
        List<LogItem> items = new ArrayList<>();
        long chars = 0;
        while (rows.next()) {
            if (items.size() == query.limit() || chars >= pageCharsMax) {
                LogItem last = items.getLast();
                return new LogPage(items, new Cursor(query.order(), last.timestamp(), last.id()).encode());
            }
            LogItem item = item(rows);
            chars += item.size();
            items.add(item);
        }
        return new LogPage(items, null);
    }

    private static LogItem item(ResultSet row) throws SQLException {
        long epoch = row.getLong("epoch");
        Long epochOrNull = row.wasNull() ? null : epoch;
        return new LogItem(
                row.getObject("id", UUID.class),
                row.getObject("timestamp", OffsetDateTime.class).toInstant(),
                row.getString("level"),
                row.getString("service"),
                row.getString("instance"),
                row.getString("zone"),
                row.getString("node"),
                epochOrNull,
                row.getString("trace_id"),
                row.getString("message"),
                row.getString("attributes"));
    }
}
