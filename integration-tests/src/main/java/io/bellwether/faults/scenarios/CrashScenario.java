package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.scenarios.CrashTrial.Fate;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** {@code kill -9} of one member, and of three at once. */
public final class CrashScenario {

    private static final String NAME = "crash";
    private static final int REPEAT = 20;
    private static final int AT_ONCE = 3;

    private CrashScenario() {}

    static Scenario scenario() {
        return Faults.scenario(
                NAME,
                "kill -9 of a member, then of three at once: suspected, unreachable, removed, back again.",
                REPEAT,
                CrashScenario::nodes,
                CrashScenario::rows);
    }

    /** Three coordinators, and members of which three can go without being more than half. */
    public static ClusterSpec nodes(ClusterSpec spec) {
        return spec.withCoordinators(3).withMembers("producer-1", "producer-2", "producer-3", "consumer-1");
    }

    /** The same over a cluster that runs already. */
    public static Result on(Cluster cluster, Plan plan) {
        return Faults.on(NAME, cluster, plan, CrashScenario::rows);
    }

    private static void rows(Cluster cluster, Plan plan, List<Row> rows) {
        var random = new SplittableRandom(plan.seed());
        List<Node> members = cluster.members();
        var alone = Trials.run(
                "one killed",
                plan.repeat(),
                plan.progress(),
                run -> CrashTrial.of(cluster, List.of(members.get(random.nextInt(members.size())))));
        rows.addAll(rows(Bounds.of(cluster.profile()), alone));
        // Two of the three producers and the consumer.
        var together =
                Trials.run("three killed at once", Math.max(1, plan.repeat() / AT_ONCE), plan.progress(), run -> {
                    int spared = random.nextInt(AT_ONCE);
                    return CrashTrial.of(
                            cluster,
                            members.stream()
                                    .filter(member -> members.indexOf(member) != spared)
                                    .toList());
                });
        rows.addAll(rows(Bounds.of(cluster.profile()), together));
    }

    private static List<Row> rows(Bounds bounds, Trials<List<Fate>> trials) {
        List<Row> rows = new ArrayList<>(trials.rows());
        if (trials.isVoid()) {
            return rows;
        }
        String what = trials.what() + ": ";
        var unreachable = sample(trials, Fate::unreachable);
        var recovering = sample(trials, Fate::recovering);
        Duration stabilization = bounds.timing().stabilization();
        rows.add(atMost(what + "suspected by somebody, worst", sample(trials, Fate::suspected), 1, bounds.suspected()));
        rows.add(atMost(what + "UNREACHABLE in every view, median", unreachable, 0.5, bounds.unreachableMedian()));
        rows.add(atMost(what + "UNREACHABLE in every view, worst", unreachable, 1, bounds.unreachableWorst()));
        rows.add(atLeast(
                what + "REMOVED after its last beat, soonest",
                sample(trials, Fate::removedAfterBeat),
                bounds.removedEarliest()));
        rows.add(atMost(
                what + "REMOVED from every view, worst", sample(trials, Fate::removed), 1, bounds.removedLatest()));
        rows.add(atLeast(what + "RECOVERING after the restart, shortest", recovering, stabilization));
        rows.add(atMost(
                what + "RECOVERING after the restart, longest",
                recovering,
                1,
                stabilization.plus(bounds.timing().heartbeat().multipliedBy(5))));
        rows.add(Row.of(
                Row.US,
                what + "HEALTHY in every view after the restart, worst",
                "s",
                sample(trials, Fate::healthy).seconds(1)));
        rows.add(Row.none(
                what + "views that saw the old incarnation again",
                trials.sum(fates -> fates.stream().mapToInt(Fate::ghosts).sum())));
        return rows;
    }

    private static Sample sample(Trials<List<Fate>> trials, Function<Fate, Duration> of) {
        return trials.sample(fates -> fates.stream().map(of).toList());
    }

    private static Row atMost(String metric, Sample sample, double share, Duration bound) {
        return Row.ours(metric, "s", sample.seconds(share), Goal.atMost(seconds(bound)));
    }

    private static Row atLeast(String metric, Sample sample, Duration bound) {
        return Row.ours(metric, "s", sample.seconds(0), Goal.atLeast(seconds(bound)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
