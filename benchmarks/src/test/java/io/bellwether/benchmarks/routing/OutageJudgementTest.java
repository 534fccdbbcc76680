package io.bellwether.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.benchmarks.routing.Watch.Look;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Begins at 0, gone from 10 s to 30 s, looked at each second. */
class OutageJudgementTest {

    private static final long SECOND = 1_000_000_000L;
    private static final String READ_ONLY = "read-only";

    private final List<Look> looks = new ArrayList<>();

    private void look(int from, int to, String write, String health, boolean refuses) {
        for (int second = from; second < to; second++) {
            looks.add(new Look(second * SECOND, write, "shared", health, "{\"refusesWrites\":%s}".formatted(refuses)));
        }
    }

    @Test
    void whatIsAsPromisedReachesItsGoals() {
        look(0, 13, Watch.ACCEPTED, "live", false);
        look(13, 18, Watch.ACCEPTED, "frozen", false);
        look(18, 36, READ_ONLY, "frozen", true);
        look(36, 60, Watch.ACCEPTED, "live", false);

        assertThat(value("lines are refused with the reason after")).isEqualTo(8);
        assertThat(value("health tells after")).isEqualTo(3);
        assertThat(value("the console tells after")).isEqualTo(8);
        assertThat(value("lines accepted after that")).isZero();
        assertThat(value("lines answered otherwise")).isZero();
        assertThat(value("as before, after they were started")).isEqualTo(6);
        assertThat(rows()).filteredOn(row -> row.goal() != null).allMatch(row -> Boolean.TRUE.equals(row.pass()));
    }

    @Test
    void oneLineThatIsAcceptedAfterARefusalIsFound() {
        look(0, 18, Watch.ACCEPTED, "frozen", true);
        look(18, 20, READ_ONLY, "frozen", true);
        look(20, 21, Watch.ACCEPTED, "frozen", true);
        look(21, 60, READ_ONLY, "frozen", true);

        assertThat(value("lines accepted after that")).isEqualTo(1);
        assertThat(value("lines are refused with the reason after"))
                .as("for good")
                .isEqualTo(11);
        assertThat(value("as before, after they were started")).as("never").isNaN();
    }

    @Test
    void whatNobodyToldIsNotTold() {
        look(0, 60, Watch.ACCEPTED, "live", false);

        assertThat(value("health tells after")).isNaN();
        assertThat(row("health tells after").pass()).isFalse();
        assertThat(row("the console tells after").pass()).isFalse();
        assertThat(row("lines are refused with the reason after").pass()).isFalse();
    }

    @Test
    void anotherAnswerThanTheReasonIsNone() {
        look(0, 18, Watch.ACCEPTED, "frozen", true);
        look(18, 19, "upstream-timeout", "frozen", true);
        look(19, 60, READ_ONLY, "frozen", true);

        assertThat(value("lines answered otherwise")).isEqualTo(1);
        assertThat(row("lines answered otherwise").pass()).isFalse();
    }

    @Test
    void queriesThatFailAreCounted() {
        var queries = new Sent(1, 60);
        for (int i = 0; i < 59; i++) {
            queries.answered(i, SECOND / 100);
        }
        queries.failed(59, SECOND, "503");

        List<Row> rows = rows(queries);

        assertThat(row(rows, "queries failed").value()).isBetween(1.6, 1.7);
        assertThat(row(rows, "queries failed").pass()).isFalse();
        assertThat(row(rows, "queries, p99 meanwhile").value()).isBetween(9.9, 10.2);
    }

    @Test
    void whatFailedBeforeIsToldApart() {
        var queries = new Sent(1, 60);
        for (int i = 0; i < 60; i++) {
            if (i == 9 || i == 10) {
                queries.failed(i, SECOND, "no answer");
            } else {
                queries.answered(i, SECOND / 100);
            }
        }

        List<Row> rows = rows(queries);

        assertThat(row(rows, "queries failed before").value()).isOne();
        assertThat(row(rows, "queries failed").value()).isBetween(3.3, 3.4);
    }

    private double value(String metric) {
        return row(metric).value();
    }

    private Row row(String metric) {
        return row(rows(), metric);
    }

    private static Row row(List<Row> rows, String metric) {
        return rows.stream()
                .filter(row -> row.metric().equals("without coordinators: " + metric))
                .findFirst()
                .orElseThrow();
    }

    private List<Row> rows() {
        var queries = new Sent(1, 60);
        for (int i = 0; i < 60; i++) {
            queries.answered(i, SECOND / 100);
        }
        return rows(queries);
    }

    private List<Row> rows(Sent queries) {
        return new OutageJudgement(Outage.COORDINATORS, queries, new Sent(1, 60), 0, 10 * SECOND, 30 * SECOND, looks)
                .rows();
    }
}
