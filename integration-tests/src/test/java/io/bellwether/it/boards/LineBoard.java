package io.bellwether.it.boards;

import static io.bellwether.it.boards.Board.section;
import static io.bellwether.it.boards.Query.now;
import static io.bellwether.it.boards.Query.over;
import static io.bellwether.it.boards.Query.own;
import static io.bellwether.it.boards.Query.quantile;
import static io.bellwether.it.boards.Query.rate;

import java.util.List;

/** The way of a log line. */
final class LineBoard {

    private static final String[] GATEWAY = {"job=\"api-gateway\"", "uri!~\"/actuator.*\""};

    private LineBoard() {}

    static Board board() {
        return new Board(
                "bellwether-the-line",
                "The line",
                "A log line's way: does it pass gateway, producer, Kafka, consumer and Postgres, and how fast?",
                """
                Nothing here needs a leader. A dead process: "Up" says which, and the two lines of "Records produced and stored"
                part at the place where the way is broken.""",
                false,
                List.of(section(
                        "", up(), requests(), times(), records(), lag(), backlog(), oldest(), trouble(), memory())));
    }

    private static Panel up() {
        return Panel.stat("Up", "none", 24, "no targets", """
                        Whether Prometheus reached the process at its last scrape.""")
                .asks(now("max by (job, instance) (%s)".formatted(own("up")), "{{job}} {{instance}}"))
                .says(Words.REACHED)
                .base("red")
                .step(1, "green");
    }

    private static Panel requests() {
        return Panel.curves("Requests at the gateway", "reqps", 12, """
                        Requests that the gateway has answered, by method and status.""")
                .asks(over(
                        "sum by (method, status) (%s)".formatted(rate("http_server_requests_seconds_count", GATEWAY)),
                        "{{method}} {{status}}"))
                .emptyWhen("while nothing was ever asked of the gateway");
    }

    private static Panel times() {
        return Panel.curves("Mean time of a request at the gateway", "s", 12, """
                        How long the gateway took to answer, mean over all requests, by method. Empty while nothing is asked.""")
                .asks(over(
                        "sum by (method) (%s) / sum by (method) (%s)"
                                .formatted(
                                        rate("http_server_requests_seconds_sum", GATEWAY),
                                        rate("http_server_requests_seconds_count", GATEWAY)),
                        "{{method}}"))
                .emptyWhen("while nothing is asked");
    }

    private static Panel records() {
        return Panel.curves("Records produced and stored", "recps", 12, """
                        Records that Kafka has acknowledged and records that Postgres has committed. The two lines meet when the
                        consumer keeps up.""")
                .asks(
                        over("sum(%s)".formatted(rate("logs_produced_total")), "produced"),
                        over("sum(%s)".formatted(rate("logs_stored_total")), "stored"));
    }

    private static Panel lag() {
        return Panel.curves("Lag", "s", 12, """
                        Time from a record's arrival in Kafka to its commit in Postgres: half and 99 % of the records are faster.
                        Empty while nothing is stored.""")
                .asks(
                        over(quantile(0.5, "le", "logs_lag_seconds"), "median"),
                        over(quantile(0.99, "le", "logs_lag_seconds"), "99 %"))
                .step(5, "orange")
                .step(30, "red")
                .emptyWhen("while nothing is stored");
    }

    private static Panel backlog() {
        return Panel.curves("Records that wait", "short", 12, """
                        Records in Kafka that the consumer has not stored, told by the producers: it grows while the consumer is
                        dead. Empty while Kafka does not answer.""")
                .asks(over("max(%s)".formatted(own("logs_backlog_records")), "records"));
    }

    private static Panel oldest() {
        return Panel.curves("Wait of the oldest record", "s", 12, """
                        How long the oldest record that is not stored has been in Kafka, told by the producers. Empty while Kafka
                        does not answer.""")
                .asks(over("max(%s)".formatted(own("logs_backlog_seconds")), "oldest"))
                .step(5, "orange")
                .step(30, "red");
    }

    private static Panel trouble() {
        return Panel.curves("Refused, doubled and never stored", "recps", 12, """
                        Records that the producer refused, that were there already, and that can never be stored.""")
                .asks(
                        over("sum by (code) (%s)".formatted(rate("logs_rejected_total")), "refused: {{code}}"),
                        over("sum(%s)".formatted(rate("logs_duplicates_total")), "there already"),
                        over("sum by (cause) (%s)".formatted(rate("logs_dead_lettered_total")), "never: {{cause}}"));
    }

    private static Panel memory() {
        return Panel.curves("JVM memory", "bytes", 12, """
                        Memory in use by each JVM, heap and beside it.""")
                .asks(over(
                        "sum by (job, instance, area) (%s)".formatted(own("jvm_memory_used_bytes")),
                        "{{job}} {{instance}} {{area}}"));
    }
}
