package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.List;

/** Single crashes: how long until every node that lives on knows, at three sizes, beside three peers. */
public final class CrashScenario {

    private static final int NODES_LEAST = 5;
    private static final List<Integer> SIZES = List.of(6, 128, 1000);
    /** What a member may send at 1000 nodes; DESIGN allows one kilobyte. */
    private static final double MEMBER_BYTES_MOST = 1000;
    /** From the crash to REMOVED in the default profile. */
    private static final double REMOVED_MOST = 25;

    private CrashScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "crash",
                "Single crashes at 6, 128 and 1000 nodes: seconds until every node knows, and three peers. 4 min of one core.",
                List.of(
                        Option.number("nodes", 0, 0, 1000, "Nodes in the cluster; 0 for 6, 128 and 1000 in turn."),
                        Option.number(
                                "repeat", 200, 1, 100_000, "Crashes of services and followers; leaders' come on top."),
                        Option.number(
                                "peer-repeat",
                                0,
                                0,
                                100_000,
                                "Crashes for each peer; 0 for as many, at 500 and up 20."),
                        Option.text("profile", "default", "default, fast or steady; the peers keep their own timing."),
                        Option.flag("no-peers", "Leaves the peers out."),
                        Option.trace()),
                CrashScenario::run);
    }

    private static Result run(Session session) {
        int nodes = session.settings().nodes();
        if (nodes != 0 && nodes < NODES_LEAST) {
            throw new UsageProblem("--nodes takes 0 or a number from %d to 1000, got %d".formatted(NODES_LEAST, nodes));
        }
        TimingProfile profile = profile(session.settings().text("profile"));
        List<Row> rows = new ArrayList<>();
        for (int size : nodes == 0 ? SIZES : List.of(nodes)) {
            rows.addAll(rows(session, size, profile));
        }
        return new Result("crash", session.settings().seed(), rows);
    }

    static TimingProfile profile(String name) {
        return switch (name) {
            case "default" -> TimingProfile.DEFAULT;
            case "fast" -> TimingProfile.FAST;
            case "steady" -> TimingProfile.STEADY;
            default -> throw new UsageProblem("--profile takes default, fast or steady, got '%s'".formatted(name));
        };
    }

    private static List<Row> rows(Session session, int nodes, TimingProfile profile) {
        String size = "N=" + nodes + ": ";
        List<Row> rows = new ArrayList<>();
        if (!session.settings().flag("no-peers")) {
            for (Peer peer : PeerCrashes.ALL) {
                rows.addAll(peerRows(size, peer.name(), peer(session, nodes, peer)));
            }
        }
        CrashFigures ours = ours(session, nodes, profile);
        tell(session, ours);
        rows.addAll(ourRows(size, nodes, profile, ours));
        return rows;
    }

    private static CrashFigures ours(Session session, int nodes, TimingProfile profile) {
        int runs = CrashPlan.runs(nodes, session.settings().repeat());
        ClusterSpec spec = ClusterSpec.of(nodes, CrashPlan.COORDINATORS).with(profile);
        return CrashFigures.sum(session.runs("sim crash, " + nodes + " nodes", runs, number -> {
            long seed = session.settings().seed() + number;
            CrashPlan plan = CrashPlan.of(nodes, (int) number, profile, seed);
            return new CrashRun(spec, seed, session.trace(seed)).run(plan);
        }));
    }

    private static CrashFigures peer(Session session, int nodes, Peer peer) {
        int asked = (int) session.settings().number("peer-repeat");
        int ours = session.settings().repeat();
        int crashes = asked > 0 ? asked : nodes < 500 ? ours : Math.min(ours, 20);
        int runs = CrashPlan.runs(nodes, crashes);
        return CrashFigures.sum(session.runs("sim crash, %d nodes, %s".formatted(nodes, peer.name()), runs, number -> {
            long seed = session.settings().seed() + number;
            CrashPlan plan = CrashPlan.of(nodes, (int) number, TimingProfile.DEFAULT, seed);
            return new PeerCrashes(peer, nodes, seed).run(plan);
        }));
    }

    static void tell(Session session, CrashFigures figures) {
        figures.broken.stream()
                .findFirst()
                .ifPresent(broken ->
                        session.note("seed %d breaks a promise: %s".formatted(broken.seed(), broken.violation())));
    }

    private static List<Row> peerRows(String size, String peer, CrashFigures figures) {
        return List.of(
                Row.of(peer, size + "crashes", "", figures.crashes),
                Row.of(peer, size + "pairs of crash and survivor", "", figures.known.size()),
                Row.of(peer, size + "known at a node, median", "s", figures.known.seconds(0.5)),
                Row.of(peer, size + "known at a node, p99.9", "s", figures.known.seconds(0.999)),
                Row.of(peer, size + "known at the first node, median", "s", figures.first.seconds(0.5)),
                Row.of(peer, size + "known at the last node, median", "s", figures.last.seconds(0.5)),
                Row.of(peer, size + "pairs that never knew", "", (double) figures.unknown),
                Row.of(peer, size + "living accused or removed", "", (double) figures.accusedLiving),
                Row.of(
                        peer,
                        size + "sent by a member from the first crash on, mean",
                        "B/s",
                        figures.memberBytes.mean()));
    }

    private static List<Row> ourRows(String size, int nodes, TimingProfile profile, CrashFigures ours) {
        boolean isDefault = profile.equals(TimingProfile.DEFAULT);
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Row.US, size + "crashes", "", ours.crashes));
        rows.add(Row.of(Row.US, size + "pairs of crash and survivor", "", ours.known.size()));
        double median = isDefault ? 4.0 : profile.equals(TimingProfile.FAST) ? 1.2 : Double.NaN;
        rows.add(row(size + "known at a node, median", "s", ours.known.seconds(0.5), median));
        rows.add(row(size + "known at a node, p99.9", "s", ours.known.seconds(0.999), isDefault ? 6.0 : Double.NaN));
        rows.add(Row.of(Row.US, size + "known at the first node, median", "s", ours.first.seconds(0.5)));
        rows.add(Row.of(Row.US, size + "known at the last node, median", "s", ours.last.seconds(0.5)));
        rows.add(Row.of(Row.US, size + "removed, median", "s", ours.removed.seconds(0.5)));
        rows.add(row(size + "removed, latest", "s", ours.removed.seconds(1), isDefault ? REMOVED_MOST : Double.NaN));
        rows.addAll(leaderRows(size, profile, ours));
        rows.add(Row.none(size + "pairs that never knew", ours.unknown));
        rows.add(Row.none(size + "dead that stayed members", ours.stayed));
        rows.add(Row.none(size + "living accused or removed", ours.accusedLiving));
        rows.add(Row.none(size + "elections that no crash called for", ours.uncalledElections));
        rows.add(Row.none(size + "promises broken", ours.broken.size()));
        double bytesMost = isDefault && nodes == 1000 ? MEMBER_BYTES_MOST : Double.NaN;
        rows.add(row(
                size + "sent by a member from the first crash on, mean", "B/s", ours.memberBytes.mean(), bytesMost));
        rows.add(Row.of(
                Row.US,
                size + "sent by a coordinator from the first crash on, mean",
                "B/s",
                ours.coordinatorBytes.mean()));
        return rows;
    }

    private static List<Row> leaderRows(String size, TimingProfile profile, CrashFigures ours) {
        if (ours.leaderCrashes == 0) {
            return List.of();
        }
        double most = 6 + profile.electionMax().toNanos() / 1e9;
        return List.of(
                Row.of(Row.US, size + "crashes of the leader", "", ours.leaderCrashes),
                Row.of(Row.US, size + "leader: known at a node, median", "s", ours.leaderKnown.seconds(0.5)),
                row(
                        size + "leader: known at a node, p99.9",
                        "s",
                        ours.leaderKnown.seconds(0.999),
                        profile.equals(TimingProfile.DEFAULT) ? most : Double.NaN));
    }

    /** A row of ours, with a goal where one was promised. */
    private static Row row(String metric, String unit, double value, double most) {
        return Double.isNaN(most)
                ? Row.of(Row.US, metric, unit, value)
                : Row.ours(metric, unit, value, Goal.atMost(most));
    }
}
