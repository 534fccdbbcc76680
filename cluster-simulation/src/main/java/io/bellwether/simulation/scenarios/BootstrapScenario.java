package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.state.Applied;
import io.bellwether.protocol.state.Entry;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Everybody starts at once and joins through three coordinators; these too, or some seconds later. */
public final class BootstrapScenario {

    private static final String NAME = "bootstrap";
    private static final String LATE = "late";
    private static final int COORDINATORS = 3;
    private static final List<Integer> SIZES = List.of(10, 100, 1000);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private BootstrapScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                NAME,
                "Everybody starts at once and joins: time until all are HEALTHY in one view. 1 min of one core.",
                List.of(
                        Option.number("nodes", 0, 0, 1000, "Nodes in the cluster; 0 for 10, 100 and 1000."),
                        Option.number(LATE, 10, 0, 600, "Seconds that coordinators start later, in every second run."),
                        Option.seconds(120, 1),
                        Option.repeat(3),
                        Option.trace()),
                BootstrapScenario::run);
    }

    private static Result run(Session session) {
        var settings = session.settings();
        List<Integer> sizes = settings.nodes() == 0 ? SIZES : List.of(Math.max(COORDINATORS, settings.nodes()));
        List<Row> rows = new ArrayList<>();
        int broken = 0;
        for (int nodes : sizes) {
            for (long late : settings.number(LATE) == 0 ? List.of(0L) : List.of(0L, settings.number(LATE))) {
                List<Outcome> outcomes =
                        session.seeds(settings.repeat(), seed -> new Start(session, nodes, late, seed).outcome());
                rows.addAll(rows(nodes, late, outcomes));
                broken += outcomes.stream().mapToInt(Outcome::broken).sum();
            }
        }
        rows.add(Row.none("promises broken", broken));
        return new Result("sim " + NAME, settings.seed(), rows);
    }

    private static List<Row> rows(int nodes, long late, List<Outcome> outcomes) {
        String when = "N=%d%s: ".formatted(nodes, late == 0 ? "" : ", coordinators %d s late".formatted(late));
        Sample whole = new Sample();
        outcomes.stream().filter(each -> each.wholeNanos() >= 0).forEach(each -> whole.add(each.wholeNanos()));
        long never = outcomes.stream().filter(each -> each.wholeNanos() < 0).count();
        return List.of(
                Row.of(Row.US, when + "all HEALTHY in one view, median", "s", whole.seconds(0.5)),
                Row.of(Row.US, when + "all HEALTHY in one view, longest", "s", whole.seconds(1)),
                Row.none(when + "runs that did not become whole", never),
                Row.of(Row.US, when + "commits until then, ticks apart", "", most(outcomes, Outcome::commits)),
                Row.of(Row.US, when + "epochs until then", "", most(outcomes, Outcome::epochs)),
                Row.of(
                        Row.US,
                        when + "datagrams sent until then by a member, mean",
                        "kB",
                        most(outcomes, each -> each.memberBytes() / 1e3)),
                Row.of(
                        Row.US,
                        when + "all that was sent until then by a coordinator, mean",
                        "kB",
                        most(outcomes, each -> each.coordinatorBytes() / 1e3)),
                Row.ours(when + "living members accused", "", most(outcomes, Outcome::accused), Goal.exactly(0)));
    }

    private static double most(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        return outcomes.stream().mapToDouble(what).max().orElse(Double.NaN);
    }

    /** What one start came to; a time of -1 means that it did not become whole. */
    record Outcome(
            long wholeNanos,
            int commits,
            long epochs,
            double memberBytes,
            double coordinatorBytes,
            long accused,
            int broken) {}

    /** One start. */
    static final class Start implements Observer {
        private final Session session;
        private final OurRun run;
        private final Cluster cluster;
        private final int nodes;
        private int commits;

        Start(Session session, int nodes, long lateSeconds, long seed) {
            this.session = session;
            this.nodes = nodes;
            this.run = new OurRun(ClusterSpec.of(nodes, COORDINATORS).unsettled(), seed, session.trace(seed));
            this.cluster = run.cluster();
            cluster.observe(this);
            if (lateSeconds > 0) {
                for (int machine : cluster.spec().coordinators()) {
                    cluster.world().crash(machine);
                    cluster.world()
                            .at(lateSeconds * SECOND, () -> cluster.world().boot(machine));
                }
            }
        }

        @Override
        public void committed(long index, Entry entry, Applied applied, View after) {
            commits += applied.changed() ? 1 : 0;
        }

        Outcome outcome() {
            long end = session.settings().seconds() * SECOND;
            cluster.world().every(LOOK, () -> {
                if (isWhole()) {
                    cluster.world().halt();
                }
            });
            cluster.world().runUntil(end);
            long now = cluster.world().now();
            double members = 0;
            double coordinators = 0;
            for (int machine = 0; machine < nodes; machine++) {
                if (cluster.spec().isCoordinator(machine)) {
                    coordinators += cluster.world().traffic().bytes(Traffic.Way.SENT, machine);
                } else {
                    members += Datagrams.sent(cluster.world().traffic(), machine, 0, end);
                }
            }
            return new Outcome(
                    isWhole() ? now : -1,
                    commits,
                    cluster.committedView().epoch(),
                    members / (nodes - COORDINATORS),
                    coordinators / COORDINATORS,
                    run.ledger().accusedLiving(),
                    run.tellBroken(session));
        }

        private boolean isWhole() {
            View committed = cluster.committedView();
            if (committed.size() < nodes
                    || committed.members().stream().anyMatch(member -> member.status() != MemberStatus.HEALTHY)) {
                return false;
            }
            for (int machine = 0; machine < nodes; machine++) {
                Node node = cluster.node(machine);
                if (node == null || node.view().version() != committed.version()) {
                    return false;
                }
            }
            return true;
        }
    }
}
