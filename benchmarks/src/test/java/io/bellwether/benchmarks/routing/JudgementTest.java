package io.bellwether.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JudgementTest {

    private static final int RATE = 500;
    private static final int SECONDS = 60;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final int FAULT_AT = 15;

    private static Sent good() {
        var sent = new Sent(RATE, RATE * SECONDS);
        for (int i = 0; i < sent.count(); i++) {
            sent.answered(i, 10 * MILLI);
        }
        return sent;
    }

    private static Trial trial(Fault fault, String gateway, Sent sent, long... arrivals) {
        Fault.Timeline timeline = fault.timeline(SECONDS);
        return new Trial(
                fault,
                gateway,
                timeline,
                sent,
                FAULT_AT * SECOND,
                timeline.endsAt() * SECOND,
                30_000.0 * MILLI,
                0,
                arrivals);
    }

    private static Row row(List<Row> rows, String gateway, String metric) {
        return rows.stream()
                .filter(row -> row.subject().equals(gateway) && row.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row '%s' in %s".formatted(metric, rows)));
    }

    private static List<Row> rows(Trial... trials) {
        return new Judgement(true, true).rows(List.of(trials));
    }

    @Test
    void thirtyFailuresOfThirtyThousandAreTheMost() {
        Sent sent = good();
        for (int i = 0; i < 30; i++) {
            sent.failed(FAULT_AT * RATE + i, MILLI, "503");
        }
        assertThat(row(rows(trial(Fault.KILL, Row.US, sent)), Row.US, "kill: failed")
                        .pass())
                .isTrue();

        sent.failed(FAULT_AT * RATE + 30, MILLI, "503");
        assertThat(row(rows(trial(Fault.KILL, Row.US, sent)), Row.US, "kill: failed")
                        .pass())
                .isFalse();
    }

    @Test
    void aFailureMoreThanTwoSecondsAfterTheKillIsTooLate() {
        Sent sent = good();
        sent.failed((FAULT_AT + 2) * RATE, MILLI, "503");
        Row inTime = row(rows(trial(Fault.KILL, Row.US, sent)), Row.US, "kill: last failure after the fault");
        sent.failed((FAULT_AT + 2) * RATE + 1, MILLI, "503");
        Row late = row(rows(trial(Fault.KILL, Row.US, sent)), Row.US, "kill: last failure after the fault");

        assertThat(inTime.value()).isEqualTo(2);
        assertThat(inTime.pass()).isTrue();
        assertThat(late.pass()).isFalse();
    }

    @Test
    void aRequestOfWhichNothingWasHeardHasFailed() {
        var sent = new Sent(RATE, RATE * SECONDS);

        assertThat(trial(Fault.STOP, Row.US, sent).failedPercent()).isEqualTo(100);
    }

    @Test
    void afterAStopThe99thPercentileIsBackWithinThreeSeconds() {
        Sent sent = good();
        for (int second = FAULT_AT; second < FAULT_AT + 3; second++) {
            for (int i = 0; i < 10; i++) {
                sent.answered(second * RATE + i, 2_000 * MILLI);
            }
        }
        Row inTime = row(rows(trial(Fault.STOP, Row.US, sent)), Row.US, "stop: p99 under twice that after");
        for (int i = 0; i < 10; i++) {
            sent.answered((FAULT_AT + 3) * RATE + i, 2_000 * MILLI);
        }
        Row late = row(rows(trial(Fault.STOP, Row.US, sent)), Row.US, "stop: p99 under twice that after");

        assertThat(inTime.value()).isEqualTo(3);
        assertThat(inTime.pass()).isTrue();
        assertThat(late.pass()).isFalse();
    }

    /** Arrivals at the slow instance: so many a second before, from 5 s on while it is slow, and after. */
    private static long[] arrivals(int before, int slow, int after, int backAfter) {
        Fault.Timeline timeline = Fault.SLOW.timeline(SECONDS);
        return java.util.stream.IntStream.range(0, SECONDS)
                .boxed()
                .flatMapToLong(second -> {
                    boolean isSlow = second >= FAULT_AT + 5 && second < timeline.endsAt() + backAfter;
                    int count = second < FAULT_AT + 5 ? before : isSlow ? slow : after;
                    return java.util.stream.LongStream.range(0, count).map(i -> second * SECOND + i * SECOND / count);
                })
                .toArray();
    }

    @Test
    void whoIsSlowLosesFourFifthsOfItsShareAndGetsItBack() {
        List<Row> rows = rows(trial(Fault.SLOW, Row.US, good(), arrivals(165, 30, 150, 12)));

        assertThat(row(rows, Row.US, "slow: share lost within 5 s").pass()).isTrue();
        assertThat(row(rows, Row.US, "slow: four fifths of its share back after")
                        .value())
                .isEqualTo(15);
        assertThat(row(rows, Row.US, "slow: four fifths of its share back after")
                        .pass())
                .isTrue();
    }

    @Test
    void whoKeepsAQuarterOfItsShareOrGetsItBackTooLateFallsShort() {
        List<Row> rows = rows(trial(Fault.SLOW, Row.US, good(), arrivals(160, 40, 150, 30)));

        assertThat(row(rows, Row.US, "slow: share lost within 5 s").pass()).isFalse();
        assertThat(row(rows, Row.US, "slow: four fifths of its share back after")
                        .pass())
                .isFalse();
    }

    @Test
    void onlyOursHasGoalsAndBothAreCompared() {
        Sent theirs = good();
        for (int i = 0; i < 60; i++) {
            theirs.failed(FAULT_AT * RATE + i, MILLI, "503");
        }
        Sent ours = good();
        ours.failed(FAULT_AT * RATE, MILLI, "503");
        List<Row> rows = rows(trial(Fault.KILL, Row.US, ours), trial(Fault.KILL, RoutingBenchmark.PEER, theirs));

        assertThat(rows)
                .filteredOn(row -> row.subject().equals(RoutingBenchmark.PEER))
                .isNotEmpty()
                .allMatch(row -> row.goal() == null);
        assertThat(row(rows, Row.US, "kill: failed, ours for one of theirs").value())
                .isEqualTo(1 / 60.0);
        assertThat(new Result("bench routing", 1, rows).pass()).isTrue();
    }

    @Test
    void theProcessorTimeIsThatOfOneRequest() {
        List<Row> rows = rows(trial(Fault.KILL, Row.US, good()));

        assertThat(row(rows, Row.US, "kill: processor time of the gateway for a request")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void withoutIdsNobodyPromisesThatNothingFails() {
        List<Row> rows = new Judgement(true, false).rows(List.of(trial(Fault.KILL, Row.US, good())));

        assertThat(rows).allMatch(row -> row.goal() == null);
    }

    @Test
    void onAMachineThatIsTooSlowThereAreNoGoals() {
        List<Row> rows = new Judgement(false, true).rows(List.of(trial(Fault.STOP, Row.US, good())));

        assertThat(rows).allMatch(row -> row.goal() == null);
    }
}
