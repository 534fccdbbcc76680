package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Event;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run in which processes stand still for a while, each once.
 *
 * @param kind what the pause is to show
 * @param nodes all machines
 * @param role who stands still
 * @param blocked whether only the loop stands still and packets wait; else the machine does and they are dropped
 * @param seconds how long
 */
record PauseTrial(Kind kind, int nodes, Role role, boolean blocked, double seconds, long seed) {

    /** What the pause is to show. */
    enum Kind {
        SHORT,
        TEN,
        THIRTY,
        SWEEP
    }

    /**
     * What came of it.
     *
     * @param paused how many stood still
     * @param changes everything committed, about whomever
     * @param others moves of those that did not stand still
     * @param leaderChanges how often another coordinator began to lead
     * @param lost moves of the paused to UNREACHABLE
     * @param path the states that the first of the paused went through
     * @param sameProcess whether it is the same incarnation at the end
     * @param backSeconds from the end of the pause until it was a member without a verdict against it; NaN if never
     * @param broken the first broken promise, empty if none
     */
    record Outcome(
            PauseTrial trial,
            int paused,
            int changes,
            long others,
            int leaderChanges,
            long lost,
            List<MemberStatus> path,
            boolean sameProcess,
            double backSeconds,
            String broken) {

        /** UNREACHABLE and back, by the same process. */
        boolean cameBack() {
            return sameProcess
                    && path.equals(List.of(MemberStatus.UNREACHABLE, MemberStatus.RECOVERING, MemberStatus.HEALTHY));
        }

        /** REMOVED, and in again by itself. */
        boolean cameAnew() {
            return !sameProcess
                    && path.equals(List.of(
                            MemberStatus.UNREACHABLE,
                            MemberStatus.REMOVED,
                            MemberStatus.RECOVERING,
                            MemberStatus.HEALTHY));
        }
    }

    /** What a peer made of the same pause. */
    record PeerOutcome(PauseTrial trial, int paused, int pausedHeldForDead, int othersHeldForDead) {}

    private static final double BEGIN_SECONDS = 5;
    private static final double PHASE_SECONDS = 5;
    private static final int NODES_PER_PAUSED = 20;

    private SplittableRandom random() {
        return new SplittableRandom(seed * 31 + List.of(Kind.values()).indexOf(kind));
    }

    /** A short pause hits several at their own moments; any other hits one, so that its path can be told. */
    private int count() {
        return kind == Kind.SHORT && role == Role.SERVICE ? Math.max(1, nodes / NODES_PER_PAUSED) : 1;
    }

    private double end() {
        return BEGIN_SECONDS
                + PHASE_SECONDS
                + seconds
                + switch (kind) {
                    case SHORT, SWEEP -> 15;
                    case TEN, THIRTY -> 50;
                };
    }

    Outcome run(@Nullable Trace trace) {
        var run = OurRun.explained(ClusterSpec.of(nodes, Role.COORDINATORS), seed, trace);
        run.until(BEGIN_SECONDS);
        RandomGenerator random = random();
        List<Integer> paused = role.draw(run.cluster().leader(), nodes, count(), random);
        int first = paused.getFirst();
        double resumed = pauseAll(run.world(), paused, random);
        Member before = run.cluster().memberOn(first);
        run.until(end());
        Member after = run.cluster().memberOn(first);
        IntPredicate isPaused = paused::contains;
        return new Outcome(
                this,
                paused.size(),
                run.ledger().lines().size(),
                run.moves(0, isPaused.negate()),
                run.ledger().leaderChanges(),
                run.moves(0, isPaused, MemberStatus.UNREACHABLE),
                path(run, first),
                before != null && after != null && before.incarnation() == after.incarnation(),
                backAt(run, first) - resumed,
                run.broken());
    }

    PeerOutcome runPeer(Peer peer) {
        RandomGenerator random = random();
        List<Integer> paused = Role.distinct(0, nodes, count(), random);
        var run = new PeerRun(peer, nodes, seed);
        paused.forEach(run::ill);
        run.until(BEGIN_SECONDS);
        pauseAll(run.world(), paused, random);
        run.until(end());
        return new PeerOutcome(this, paused.size(), run.illAccused(), run.wellAccused());
    }

    /** Each in its own phase; gives the second at which the first of them goes on. */
    private double pauseAll(World world, List<Integer> machines, RandomGenerator random) {
        double resumed = Double.NaN;
        for (int machine : machines) {
            double at = BEGIN_SECONDS + random.nextDouble() * PHASE_SECONDS;
            world.at(nanos(at), () -> {
                if (blocked) {
                    world.block(machine);
                } else {
                    world.freeze(machine);
                }
            });
            world.at(nanos(at + seconds), () -> world.resume(machine));
            resumed = Double.isNaN(resumed) ? at + seconds : resumed;
        }
        return resumed;
    }

    private static long nanos(double second) {
        return (long) (second * 1e9);
    }

    /** The states that a machine's names went through, in order. */
    private static List<MemberStatus> path(OurRun run, int machine) {
        return run.lines(each -> each == machine)
                .filter(line -> line.event().kind() == Event.Kind.MOVED)
                .map(line -> line.event().to())
                .toList();
    }

    private static double backAt(OurRun run, int machine) {
        long nanos = run.firstNanos(0, machine, MemberStatus.RECOVERING);
        return nanos < 0 ? Double.NaN : nanos / 1e9;
    }
}
