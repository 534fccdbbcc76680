package io.bellwether.consumer.store;

import io.bellwether.consumer.store.PostgresStore.Column;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tables that rows go to; a row that is there already stays as it is. */
final class Tables {

    private static final String LOGS = """
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

    private static final String EVENTS = """
            insert into cluster_events (sequence, at, cluster_millis, type, subject, from_state, to_state, cause,
                evidence, epoch, version, incarnation, log_index)
            select * from unnest(?::bigint[], ?::timestamptz[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
            on conflict (sequence) do nothing
            """;

    private static final String SAMPLES = """
            insert into health_samples (at, node, incarnation, state, score, phi, terms)
            select at, node, incarnation, state, score, phi, terms::jsonb
            from unnest(?::timestamptz[], ?::text[], ?::bigint[], ?::text[], ?::smallint[], ?::double precision[], ?::text[])
                as t (at, node, incarnation, state, score, phi, terms)
            on conflict (node, at) do nothing
            """;

    private Tables() {}

    static RowStore<LogRow> logs(JdbcTemplate jdbc) {
        return new PostgresStore<>(
                jdbc,
                LOGS,
                List.of(
                        new Column<>("uuid", LogRow::id),
                        new Column<>("text", row -> row.timestamp().toString()),
                        new Column<>("text", LogRow::level),
                        new Column<>("text", LogRow::service),
                        new Column<>("text", LogRow::instance),
                        new Column<>("text", LogRow::zone),
                        new Column<>("text", LogRow::node),
                        new Column<>("int8", LogRow::epoch),
                        new Column<>("text", LogRow::traceId),
                        new Column<>("text", LogRow::message),
                        new Column<>("text", LogRow::attributes),
                        new Column<>("int4", LogRow::partition),
                        new Column<>("int8", LogRow::offset)));
    }

    static RowStore<EventRow> events(JdbcTemplate jdbc) {
        return new PostgresStore<>(
                jdbc,
                EVENTS,
                List.of(
                        new Column<>("int8", EventRow::sequence),
                        new Column<>("text", row -> row.at().toString()),
                        new Column<>("int8", EventRow::clusterMillis),
                        new Column<>("text", EventRow::type),
                        new Column<>("text", EventRow::subject),
                        new Column<>("text", EventRow::from),
                        new Column<>("text", EventRow::to),
                        new Column<>("text", EventRow::cause),
                        new Column<>("text", EventRow::evidence),
                        new Column<>("int8", EventRow::epoch),
                        new Column<>("int8", EventRow::version),
                        new Column<>("int8", EventRow::incarnation),
                        new Column<>("int8", EventRow::logIndex)));
    }

    static RowStore<SampleRow> samples(JdbcTemplate jdbc) {
        return new PostgresStore<>(
                jdbc,
                SAMPLES,
                List.of(
                        new Column<>("text", row -> row.at().toString()),
                        new Column<>("text", SampleRow::node),
                        new Column<>("int8", SampleRow::incarnation),
                        new Column<>("text", SampleRow::state),
                        new Column<>("int2", SampleRow::score),
                        new Column<>("float8", SampleRow::phi),
                        new Column<>("text", SampleRow::terms)));
    }
}
