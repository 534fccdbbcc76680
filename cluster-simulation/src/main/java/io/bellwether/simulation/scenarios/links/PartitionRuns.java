package io.bellwether.simulation.scenarios.links;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.node.Node;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.world.Trace;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The runs of {@link PartitionScenario}. */
final class PartitionRuns {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final long NEVER = -1;

    /** What is run; {@code healed} is how long the run goes on after the heal. */
    record Plan(Shape shape, int nodes, Duration cut, Duration healed) {}

    /**
     * What one run of ours gave. A side has quorum or has not.
     *
     * @param scoreLost Most points that a member with quorum lost.
     * @param readOnlyNanos When the last node without quorum was read-only, counted from the cut.
     * @param notReadOnly Nodes without quorum that were not read-only by the end of the cut.
     * @param quorumReadOnly Nodes with quorum that were read-only at any time.
     * @param removedProtected Removals while protection was on and had not expired.
     * @param wholeNanos When all was whole again, counted from the heal, -1 if never.
     */
    record Ours(
            long seed,
            String broken,
            long accusedWithQuorum,
            long accusedWithout,
            long removed,
            long removedProtected,
            boolean protectedAtAll,
            int scoreLost,
            long readOnlyNanos,
            int notReadOnly,
            int quorumReadOnly,
            long leaders,
            long wholeNanos,
            long accusedAfterHeal) {}

    /** What one run of a peer gave. */
    record Theirs(int accusedNear, long wholeNanos, long accusedAfterHeal) {}

    private PartitionRuns() {}

    static Ours ours(Plan plan, long seed, @Nullable Trace trace) {
        Shape shape = plan.shape;
        var run = new OurRun(ClusterSpec.of(plan.nodes, shape.coordinators(), shape.zones()), seed, trace);
        IntPredicate withQuorum = machine -> shape.isFar(machine) == shape.farHasQuorum();
        run.runFor(WARM_UP.plusMillis(new SplittableRandom(seed).nextInt(1000)));
        var scores = new Scores(run, withQuorum);
        var modes = new Modes(run);
        int leaders = run.ledger().leaderChanges();
        long cutAt = run.world().now();
        shape.begin(run.network(), plan.nodes);
        run.runFor(plan.cut);
        long healAt = run.world().now();
        int notReadOnly = modes.count(withQuorum.negate(), false);
        long readOnlyNanos = modes.latest(withQuorum.negate()) - cutAt;
        int quorumReadOnly = modes.count(withQuorum, true);
        run.network().heal();
        long whole = NEVER;
        while (run.world().now() < healAt + plan.healed.toNanos() && !run.isBroken()) {
            run.runFor(LOOK);
            if (whole == NEVER && run.cluster().isWhole()) {
                whole = run.world().now() - healAt;
            }
        }
        return new Ours(
                seed,
                run.broken(),
                run.accused(cutAt, withQuorum),
                run.moves(cutAt, withQuorum.negate(), MemberStatus.UNREACHABLE),
                run.moves(cutAt, any -> true, MemberStatus.REMOVED),
                removedWhileProtected(run),
                isProtected(run),
                scores.most,
                readOnlyNanos,
                notReadOnly,
                quorumReadOnly,
                run.ledger().leaderChanges() - leaders,
                whole,
                run.accused(healAt, any -> true));
    }

    private static boolean isProtected(OurRun run) {
        return run.ledger().lines().stream().anyMatch(line -> line.event().kind() == Event.Kind.PROTECTION_BEGAN);
    }

    private static long removedWhileProtected(OurRun run) {
        boolean on = false;
        long removed = 0;
        for (var line : run.ledger().lines()) {
            switch (line.event().kind()) {
                case PROTECTION_BEGAN -> on = true;
                case PROTECTION_EXPIRED, PROTECTION_ENDED -> on = false;
                case MOVED -> removed += on && line.movedTo(MemberStatus.REMOVED) ? 1 : 0;
                case RECORDED, JOIN_REFUSED, OPERATOR_NEEDED, FORGOTTEN -> {}
            }
        }
        return removed;
    }

    static Theirs theirs(Peer peer, Plan plan, long seed) {
        var run = new PeerRun(peer, plan.nodes, seed);
        Shape shape = plan.shape;
        for (int machine = 0; machine < plan.nodes; machine++) {
            if (shape.isFar(machine) != shape.farHasQuorum()) {
                run.ill(machine);
            }
        }
        run.world().runFor(WARM_UP.plusMillis(new SplittableRandom(seed).nextInt(1000)));
        run.countFromNow();
        shape.begin(run.network(), plan.nodes);
        run.world().runFor(plan.cut);
        int accusedNear = run.wellAccused();
        run.allAreWell();
        run.countFromNow();
        long healAt = run.world().now();
        run.network().heal();
        long whole = NEVER;
        while (run.world().now() < healAt + plan.healed.toNanos()) {
            run.world().runFor(LOOK);
            if (whole == NEVER && run.isWhole()) {
                whole = run.world().now() - healAt;
            }
        }
        return new Theirs(accusedNear, whole, run.accusations());
    }

    /** How many points the members of one side lost at most. */
    private static final class Scores {
        private final int[] before;
        private int most;

        Scores(OurRun run, IntPredicate counted) {
            before = new int[run.cluster().spec().nodes()];
            for (int machine = 0; machine < before.length; machine++) {
                before[machine] = run.cluster().liveNode(machine).score();
            }
            run.world().every(LOOK, () -> {
                for (int machine = 0; machine < before.length; machine++) {
                    Node node = run.cluster().node(machine);
                    if (node != null && counted.test(machine)) {
                        most = Math.max(most, before[machine] - node.score());
                    }
                }
            });
        }
    }

    /** Which machines have become read-only, and when. */
    private static final class Modes implements Observer {
        private final OurRun run;
        private final long[] readOnlySince;

        Modes(OurRun run) {
            this.run = run;
            this.readOnlySince = new long[run.cluster().spec().nodes()];
            Arrays.fill(readOnlySince, NEVER);
            run.cluster().observe(this);
        }

        @Override
        public void modeChanged(int machine, Mode mode) {
            if (mode == Mode.READ_ONLY && readOnlySince[machine] == NEVER) {
                readOnlySince[machine] = run.world().now();
            }
        }

        int count(IntPredicate side, boolean readOnly) {
            int count = 0;
            for (int machine = 0; machine < readOnlySince.length; machine++) {
                count += side.test(machine) && (readOnlySince[machine] != NEVER) == readOnly ? 1 : 0;
            }
            return count;
        }

        long latest(IntPredicate side) {
            long latest = NEVER;
            for (int machine = 0; machine < readOnlySince.length; machine++) {
                latest = side.test(machine) ? Math.max(latest, readOnlySince[machine]) : latest;
            }
            return latest;
        }
    }
}
