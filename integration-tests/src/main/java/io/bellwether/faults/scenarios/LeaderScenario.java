package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Node;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code kill -9} of the leader under writes, and SIGSTOP of both followers. */
public final class LeaderScenario {

    private static final String NAME = "leader-kill";
    private static final int REPEAT = 20;

    private LeaderScenario() {}

    static Scenario scenario() {
        return Faults.scenario(
                NAME,
                "kill -9 of the leader under writes; then both followers stopped, and their return.",
                REPEAT,
                LeaderScenario::nodes,
                LeaderScenario::rows);
    }

    /** Three coordinators are all it takes. */
    private static ClusterSpec nodes(ClusterSpec spec) {
        return spec.withCoordinators(3);
    }

    /** The same over a cluster that runs already. */
    public static Result on(Cluster cluster, Plan plan) {
        return Faults.on(NAME, cluster, plan, LeaderScenario::rows);
    }

    private static void rows(Cluster cluster, Plan plan, List<Row> rows) {
        rows.addAll(killed(cluster, plan));
        rows.addAll(stopped(cluster, plan));
    }

    private static List<Row> killed(Cluster cluster, Plan plan) {
        Trials<LeaderKill.Outcome> trials;
        long lost = 0;
        long acks;
        var writer = Writer.open(cluster);
        try (writer) {
            trials = Trials.run("leader killed", plan.repeat(), plan.progress(), run -> LeaderKill.of(cluster, writer));
        }
        // The writer is closed by now: what it wrote stands still.
        acks = writer.acks();
        for (Node coordinator : cluster.coordinators()) {
            lost += writer.lostAt(coordinator);
        }
        List<Row> rows = new ArrayList<>(trials.rows());
        rows.add(Row.of(Row.US, "leader killed: writes acknowledged", "", (double) acks));
        rows.add(Row.none("leader killed: acknowledged writes lost, at all coordinators", lost));
        if (!trials.isVoid()) {
            double bound = seconds(Bounds.of(cluster.profile()).failover());
            var led = trials.sample(outcome -> List.of(outcome.led()));
            var written = trials.sample(outcome -> List.of(outcome.written()));
            rows.add(Row.of(Row.US, "leader killed: a new leader, median", "s", led.seconds(0.5)));
            rows.add(Row.ours("leader killed: a new leader, worst", "s", led.seconds(1), Goal.atMost(bound)));
            rows.add(Row.of(Row.US, "leader killed: a write acknowledged, median", "s", written.seconds(0.5)));
            rows.add(Row.ours(
                    "leader killed: a write acknowledged, worst", "s", written.seconds(1), Goal.atMost(bound)));
        }
        return rows;
    }

    private static List<Row> stopped(Cluster cluster, Plan plan) {
        var trials = Trials.run("followers stopped", plan.repeat(), plan.progress(), run -> Standstill.of(cluster));
        List<Row> rows = new ArrayList<>(trials.rows());
        if (trials.isVoid()) {
            return rows;
        }
        var bounds = Bounds.of(cluster.profile());
        String what = "followers stopped: ";
        rows.add(atMost(what + "a write is refused, worst", trials, Standstill.Outcome::refused, bounds.refusing()));
        rows.add(atMost(
                what + "the leader has stepped down, worst",
                trials,
                Standstill.Outcome::steppedDown,
                bounds.steppedDown()));
        rows.add(Row.none(
                what + "later writes answered by something else than 503",
                trials.sum(outcome -> outcome.wrong().values().stream()
                        .mapToInt(Long::intValue)
                        .sum())));
        rows.add(Row.none(
                what + "refusals without 'No leader available' or Retry-After", trials.sum(Standstill.Outcome::bare)));
        rows.add(Row.none(what + "reads not answered with 200", trials.sum(Standstill.Outcome::unread)));
        rows.add(Row.none(what + "later reads not marked stale", trials.sum(Standstill.Outcome::unmarked)));
        rows.add(Row.none(
                what + "runs in which it still called itself ready",
                trials.sum(outcome -> outcome.readyBeyond() ? 1 : 0)));
        rows.add(atMost(
                what + "a write acknowledged after their return, worst",
                trials,
                Standstill.Outcome::writtenAgain,
                bounds.failover()));
        return rows;
    }

    private static Row atMost(
            String metric,
            Trials<Standstill.Outcome> trials,
            Function<Standstill.Outcome, Duration> of,
            Duration bound) {
        double worst = trials.sample(outcome -> List.of(of.apply(outcome))).seconds(1);
        return Row.ours(metric, "s", worst, Goal.atMost(seconds(bound)));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
