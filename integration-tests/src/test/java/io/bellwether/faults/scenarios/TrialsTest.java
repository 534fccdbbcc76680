package io.bellwether.faults.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.faults.harness.Wakeups;
import io.bellwether.simulation.report.Result;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a busy machine makes of runs. */
final class TrialsTest {

    private static final Duration QUIET = Duration.ofMillis(3);
    private static final Duration BUSY = Wakeups.P99_MAX.plusMillis(1);

    private final List<String> told = new ArrayList<>();

    @Test
    void aRunOnABusyMachineIsToldAndDoneAgain() {
        var trials =
                Trials.run("stop", 2, told::add, run -> "outcome of " + run, machine(QUIET, BUSY, Wakeups.P99_MAX));
        assertThat(trials.counted()).containsExactly("outcome of 0", "outcome of 1");
        assertThat(trials.voided()).isEqualTo(1);
        assertThat(trials.wakeups().size()).isEqualTo(2);
        assertThat(told).anyMatch(line -> line.contains("void") && line.contains("101 ms"));
        assertThat(new Result("x", 1, trials.rows()).pass()).isTrue();
    }

    @Test
    void aMachineThatIsAlwaysBusyIsGivenUpAndNothingIsJudged() {
        var runs = new ArrayList<Integer>();
        var trials = Trials.run(
                "stop",
                4,
                told::add,
                run -> {
                    runs.add(run);
                    return run;
                },
                machine(BUSY, BUSY, BUSY, BUSY, BUSY, BUSY));
        assertThat(trials.isVoid()).isTrue();
        assertThat(runs).as("three, and half of what was asked for").hasSize(5);
        assertThat(new Result("x", 1, trials.rows()).pass())
                .as("short of a goal, not proven")
                .isFalse();
    }

    @Test
    void whatNeverCameIsWorseThanAnyBound() {
        var trials = Trials.run(
                "stop", 2, told::add, run -> run == 0 ? Duration.ofSeconds(1) : Never.SEEN, machine(QUIET, QUIET));
        assertThat(trials.sample(List::of).seconds(1)).isEqualTo(999);
        assertThat(Never.text(Never.SEEN)).isEqualTo("never");
    }

    @Test
    void theMeasureItselfSeesAThreadThatSleeps() {
        try (var wakeups = Wakeups.open()) {
            await("the first nap")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> wakeups.p99().isPositive());
        }
    }

    private static Function<Runnable, Duration> machine(Duration... p99s) {
        Queue<Duration> left = new ArrayDeque<>(List.of(p99s));
        return run -> {
            run.run();
            return left.remove();
        };
    }
}
