package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Wakeups;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The same run several times. One during which this machine could not even wake a thread in time is void and done again, a
 * bounded number of times: it would prove nothing, whatever came of it.
 *
 * @param what Names the runs in the rows.
 * @param counted What the runs gave that count.
 * @param voided How many were void.
 * @param wakeups The p99 of each run that counts, in nanoseconds.
 */
record Trials<T>(String what, List<T> counted, int voided, Sample wakeups) {

    /** How the metric ends that says how many runs count. */
    static final String COUNTED = ": runs that count";

    private static final int VOID_MAX = 3;

    /** Runs until as many count as were asked for, or too many were void. */
    static <T> Trials<T> run(String what, int count, Consumer<String> progress, IntFunction<T> trial) {
        return run(what, count, progress, trial, Trials::measured);
    }

    /** How late a sleeping thread wakes while something runs, at p99. */
    private static Duration measured(Runnable run) {
        try (var wakeups = Wakeups.open()) {
            run.run();
            return wakeups.p99();
        }
    }

    static <T> Trials<T> run(
            String what,
            int count,
            Consumer<String> progress,
            IntFunction<T> trial,
            Function<Runnable, Duration> measure) {
        List<T> counted = new ArrayList<>();
        var wakeups = new Sample();
        int voided = 0;
        while (counted.size() < count && voided < VOID_MAX + count / 2) {
            progress.accept("%s, run %d of %d".formatted(what, counted.size() + 1, count));
            int run = counted.size();
            Duration p99 = measure.apply(() -> counted.add(trial.apply(run)));
            if (p99.compareTo(Wakeups.P99_MAX) > 0) {
                voided++;
                progress.accept("  void, a sleeping thread woke %d ms late at p99, more than %d ms: %s"
                        .formatted(p99.toMillis(), Wakeups.P99_MAX.toMillis(), counted.removeLast()));
            } else {
                wakeups.add(p99.toNanos());
                progress.accept("  " + counted.getLast());
            }
        }
        return new Trials<>(what, counted, voided, wakeups);
    }

    /** Whether anything can be said at all. */
    boolean isVoid() {
        return counted.isEmpty();
    }

    /** How many runs there were: one that counts is the least. */
    List<Row> rows() {
        return List.of(
                Row.ours(what + COUNTED, "", counted.size(), Goal.atLeast(1)),
                Row.of(Row.US, what + ": runs that were void", "", voided),
                Row.of(Row.US, what + ": a thread wakes late by, p99, worst run", "ms", wakeups.percentile(1) / 1e6));
    }

    /** One duration of each run; a run without one, where it never came, is as bad as can be. */
    Sample sample(Function<T, List<Duration>> of) {
        var sample = new Sample();
        counted.forEach(trial -> of.apply(trial).forEach(duration -> sample.add(duration.toNanos())));
        return sample;
    }

    /** A count over all runs. */
    long sum(Function<T, Integer> of) {
        return counted.stream().mapToLong(of::apply).sum();
    }
}
