package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.scenarios.PauseTrial.Outcome;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Scenario;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** SIGSTOP of a member: too short to matter, long enough to be noticed, long enough to be removed, again and again. */
public final class PauseScenario {

    private static final String NAME = "pause";
    private static final int UNREACHABLE_MAX = 2;

    private final Cluster cluster;
    private final Plan plan;
    private final Bounds bounds;
    private final Bounds.Stops stops;
    private final SplittableRandom random;
    private final List<Row> rows;

    private PauseScenario(Cluster cluster, Plan plan, List<Row> rows) {
        this.cluster = cluster;
        this.plan = plan;
        this.bounds = Bounds.of(cluster.profile());
        this.stops = bounds.stops();
        this.random = new SplittableRandom(plan.seed());
        this.rows = rows;
    }

    static Scenario scenario() {
        return Faults.scenario(
                NAME,
                "SIGSTOP of a member for 2, 10 and 30 s, and twenty times for 6 s; fast: about a fifth of that, ten times.",
                1,
                CrashScenario::nodes,
                PauseScenario::rows);
    }

    /** The same over a cluster that runs already. */
    public static Result on(Cluster cluster, Plan plan) {
        return Faults.on(NAME, cluster, plan, PauseScenario::rows);
    }

    private static void rows(Cluster cluster, Plan plan, List<Row> rows) {
        new PauseScenario(cluster, plan, rows).run();
    }

    private void run() {
        unnoticed();
        noticed();
        removed();
        again();
    }

    private void unnoticed() {
        var trials = trials(stops.unnoticed(), bounds.unreachableWorst());
        if (!trials.isVoid()) {
            rows.add(none(trials, "commits about it", trials.sum(Outcome::commits)));
            rows.add(none(trials, "views that changed", trials.sum(Outcome::viewsThatChanged)));
        }
    }

    private void noticed() {
        var trials = trials(stops.suspected(), Duration.ZERO);
        if (!trials.isVoid()) {
            noticedAndBack(trials);
            rows.add(exactly(trials, "commits to UNREACHABLE, each run", trials.sum(Outcome::unreachable)));
            rows.add(none(trials, "commits to REMOVED", trials.sum(Outcome::removed)));
            rows.add(none(trials, "runs that changed the incarnation", gained(trials)));
        }
    }

    private void removed() {
        var trials = trials(stops.removed(), Duration.ZERO);
        if (!trials.isVoid()) {
            noticedAndBack(trials);
            rows.add(exactly(trials, "commits to REMOVED, each run", trials.sum(Outcome::removed)));
            rows.add(exactly(trials, "runs that came back as a new incarnation, each run", gained(trials)));
        }
    }

    private void noticedAndBack(Trials<Outcome> trials) {
        rows.add(Row.ours(
                trials.what() + ": UNREACHABLE in every view, worst",
                "s",
                trials.sample(outcome -> List.of(outcome.noticed())).seconds(1),
                Goal.atMost(bounds.unreachableWorst().toMillis() / 1e3)));
        rows.add(Row.ours(
                trials.what() + ": back in every view, worst",
                "s",
                trials.sample(outcome -> List.of(outcome.back())).seconds(1),
                Goal.atMost(bounds.back().toMillis() / 1e3)));
    }

    private void again() {
        String what = "%d times %s stopped, %s running"
                .formatted(stops.cycles(), text(stops.cycleStop()), text(stops.cycleRun()));
        var trials = Trials.run(what, plan.repeat(), plan.progress(), run -> Flapping.of(cluster, any(), stops));
        rows.addAll(trials.rows());
        for (int run = 0; run < trials.counted().size(); run++) {
            var outcome = trials.counted().get(run);
            String which = "%s, run %d: ".formatted(what, run + 1);
            rows.add(Row.ours(
                    which + "commits to UNREACHABLE", "", outcome.unreachable(), Goal.atMost(UNREACHABLE_MAX)));
            rows.add(Row.ours(which + "commits to QUARANTINED", "", outcome.quarantined(), Goal.exactly(1)));
            rows.add(Row.of(Row.US, which + "all commits about it", "", outcome.commits()));
            rows.add(Row.ours(which + "its cause is shown", "", outcome.shown().isEmpty() ? 0 : 1, Goal.exactly(1)));
        }
    }

    private Trials<Outcome> trials(Duration stop, Duration lookAfter) {
        var trials = Trials.run(
                text(stop) + " stopped",
                plan.repeat(),
                plan.progress(),
                run -> PauseTrial.of(cluster, any(), stop, lookAfter));
        rows.addAll(trials.rows());
        return trials;
    }

    private Node any() {
        return cluster.members().get(random.nextInt(cluster.members().size()));
    }

    private static long gained(Trials<Outcome> trials) {
        return trials.sum(outcome -> outcome.incarnationsGained() > 0 ? 1 : 0);
    }

    private static Row none(Trials<?> trials, String metric, long count) {
        return Row.none(trials.what() + ": " + metric, count);
    }

    private static Row exactly(Trials<?> trials, String metric, long count) {
        return Row.ours(
                trials.what() + ": " + metric,
                "",
                count / (double) trials.counted().size(),
                Goal.exactly(1));
    }

    private static String text(Duration duration) {
        return "%s s"
                .formatted(BigDecimal.valueOf(duration.toMillis(), 3)
                        .stripTrailingZeros()
                        .toPlainString());
    }
}
