package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Many crashes at one moment: ten and a hundred of 1000, and all services of small clusters. */
public final class RapidCrashScenario {

    private static final long SECOND = 1_000_000_000L;
    private static final long WARM_UP_NANOS = 10 * SECOND;
    private static final long AFTER_NANOS = 30 * SECOND;
    /** Clusters that lose all of their services; protection holds then, so nobody is removed. */
    private static final List<Integer> SMALL = List.of(10, 20, 50, 100);

    private static final int WHOLE = 1000;

    /**
     * So many victims in a cluster of so many.
     *
     * @param oneCommit Whether all must become UNREACHABLE by one commit, known everywhere within six seconds.
     */
    private record Part(int nodes, int victims, int runs, boolean oneCommit) {
        String name() {
            return victims == nodes - CrashPlan.COORDINATORS
                    ? "all services of %d: ".formatted(nodes)
                    : "%d of %d: ".formatted(victims, nodes);
        }

        String progress() {
            return "sim rapid-crash, %d of %d".formatted(victims, nodes);
        }
    }

    private RapidCrashScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "rapid-crash",
                "Ten of 1000 crash at once: one commit for all. A hundred; all services of 10 to 100. 2 min of one core.",
                List.of(
                        Option.nodes(WHOLE, 120, 1000),
                        Option.repeat(20),
                        Option.number("peer-repeat", 2, 0, 1000, "Runs of each peer with ten crashes; 0 for none."),
                        Option.trace()),
                RapidCrashScenario::run);
    }

    private static Result run(Session session) {
        int nodes = session.settings().nodes();
        int repeat = session.settings().repeat();
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(nodes, 10, repeat, true));
        parts.add(new Part(nodes, 100, Math.ceilDiv(repeat, 5), false));
        SMALL.forEach(small -> parts.add(new Part(small, small - CrashPlan.COORDINATORS, repeat, false)));
        List<Row> rows = new ArrayList<>(peerRows(session, parts.getFirst()));
        for (Part part : parts) {
            rows.addAll(rows(session, part));
        }
        return new Result("rapid-crash", session.settings().seed(), rows);
    }

    private static List<Row> rows(Session session, Part part) {
        ClusterSpec spec = ClusterSpec.of(part.nodes(), CrashPlan.COORDINATORS);
        CrashFigures figures = CrashFigures.sum(session.runs(part.progress(), part.runs(), number -> {
            long seed = session.settings().seed() + number;
            long at = moment(seed);
            boolean first = number == 0 && part.oneCommit();
            return new CrashRun(spec, seed, first ? session.trace(seed) : null)
                    .run(victims(part, seed), at, at + AFTER_NANOS);
        }));
        CrashScenario.tell(session, figures);
        return rows(part, figures);
    }

    private static List<Row> rows(Part part, CrashFigures figures) {
        String name = part.name();
        boolean protectedFromRemoval = part.victims() > part.nodes() / 2;
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Row.US, name + "runs", "", part.runs()));
        rows.add(Row.of(Row.US, name + "crashes", "", figures.crashes));
        rows.add(Row.of(Row.US, name + "pairs of crash and survivor", "", figures.known.size()));
        rows.add(
                part.oneCommit()
                        ? Row.ours(
                                name + "commits in a run, most", "", figures.lostCommits.percentile(1), Goal.exactly(1))
                        : Row.of(Row.US, name + "commits in a run, most", "", figures.lostCommits.percentile(1)));
        rows.add(Row.of(Row.US, name + "known at a node, median", "s", figures.known.seconds(0.5)));
        rows.add(Row.ours(name + "known at a node, p99.9", "s", figures.known.seconds(0.999), Goal.atMost(6)));
        rows.add(Row.none(name + "pairs that never knew", figures.unknown));
        if (protectedFromRemoval) {
            rows.add(Row.of(Row.US, name + "kept as members by protection", "", (double) figures.stayed));
        } else {
            rows.add(Row.of(Row.US, name + "removed, latest", "s", figures.removed.seconds(1)));
            rows.add(Row.none(name + "dead that stayed members", figures.stayed));
        }
        rows.add(Row.none(name + "living accused or removed", figures.accusedLiving));
        rows.add(Row.none(name + "elections", figures.uncalledElections));
        rows.add(Row.none(name + "runs without a leader in the end", figures.leaderless));
        rows.add(Row.none(name + "promises broken", figures.broken.size()));
        return rows;
    }

    private static List<Row> peerRows(Session session, Part part) {
        int runs = (int) session.settings().number("peer-repeat");
        List<Row> rows = new ArrayList<>();
        if (runs == 0) {
            return rows;
        }
        for (Peer peer : PeerCrashes.ALL) {
            CrashFigures figures = CrashFigures.sum(session.runs("sim rapid-crash, " + peer.name(), runs, number -> {
                long seed = session.settings().seed() + number;
                return new PeerCrashes(peer, part.nodes(), seed).run(victims(part, seed), moment(seed));
            }));
            String name = part.name();
            rows.add(Row.of(peer.name(), name + "runs", "", runs));
            rows.add(Row.of(peer.name(), name + "crashes", "", figures.crashes));
            rows.add(Row.of(peer.name(), name + "pairs of crash and survivor", "", figures.known.size()));
            rows.add(Row.of(peer.name(), name + "known at a node, median", "s", figures.known.seconds(0.5)));
            rows.add(Row.of(peer.name(), name + "known at a node, p99.9", "s", figures.known.seconds(0.999)));
            rows.add(Row.of(peer.name(), name + "pairs that never knew", "", (double) figures.unknown));
            rows.add(Row.of(peer.name(), name + "living accused or removed", "", (double) figures.accusedLiving));
        }
        return rows;
    }

    /** Beats have a phase of their own, so the moment falls anywhere in it. */
    private static long moment(long seed) {
        return WARM_UP_NANOS + new SplittableRandom(seed).nextLong(SECOND);
    }

    /** Different services, each set as likely as any other. */
    private static List<Integer> victims(Part part, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> services = new ArrayList<>();
        for (int machine = CrashPlan.COORDINATORS; machine < part.nodes(); machine++) {
            services.add(machine);
        }
        List<Integer> victims = new ArrayList<>();
        while (victims.size() < part.victims()) {
            int drawn = random.nextInt(services.size());
            victims.add(services.get(drawn));
            services.subList(drawn, drawn + 1).clear();
        }
        return victims;
    }
}
