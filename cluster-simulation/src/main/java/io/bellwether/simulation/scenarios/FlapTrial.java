package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.membership.Cause;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.state.Event;
import io.bellwether.protocol.state.Standing;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One run in which some machines come and go in a steady rhythm.
 *
 * @param label what the rows of this rhythm are called
 * @param flappers how many come and go
 * @param manners in turn, one for each of them
 * @param awaySeconds how long each is away, each time
 * @param hereSeconds how long it is back in between
 * @param seconds how long the rhythm lasts
 * @param together whether all go at one moment; else each has its own
 */
record FlapTrial(
        String label,
        int nodes,
        int flappers,
        List<Flapping> manners,
        double awaySeconds,
        double hereSeconds,
        double seconds,
        Role role,
        boolean together,
        long seed) {

    private static final double BEGIN_SECONDS = 5;

    FlapTrial {
        manners = List.copyOf(manners);
    }

    /**
     * What came of it.
     *
     * @param lostMost the most commits of UNREACHABLE about one of them
     * @param movesMost the most commits about one of them
     * @param keptOut how many were quarantined or refused at join
     * @param keptOutSeconds until the last of those was; NaN if none
     * @param heldAtEnd how many are in quarantine or refused at the end
     * @param healthy how often one of them became HEALTHY
     * @param flips changes between lost and not lost, all of them together
     * @param others everything committed about any other machine or the whole cluster
     * @param leaderChanges how often another coordinator began to lead
     * @param broken the first broken promise, empty if none
     */
    record Outcome(
            FlapTrial trial,
            long lostMost,
            long movesMost,
            int keptOut,
            double keptOutSeconds,
            int heldAtEnd,
            long healthy,
            long flips,
            long others,
            int leaderChanges,
            String broken) {}

    /** What a peer made of it: flips of all together as one observer sees them, and others ever held for dead. */
    record PeerOutcome(FlapTrial trial, double flips, int others) {}

    /** What tells it from all others, for people. */
    String name() {
        return "%s, %s, %s, seed %d".formatted(label, role, manners, seed);
    }

    double minutes() {
        return seconds / 60;
    }

    Outcome run(@Nullable Trace trace) {
        var run = OurRun.explained(ClusterSpec.of(nodes, Role.COORDINATORS), seed, trace);
        run.until(BEGIN_SECONDS);
        var random = new SplittableRandom(seed * 31);
        List<Integer> flapping = role.draw(run.cluster().leader(), nodes, flappers, random);
        flap(run.world(), flapping, random);
        run.until(BEGIN_SECONDS + seconds);
        IntPredicate isFlapping = flapping::contains;
        List<Double> keptOut = new ArrayList<>();
        int held = 0;
        long lostMost = 0;
        long movesMost = 0;
        for (int machine : flapping) {
            IntPredicate own = each -> each == machine;
            run.lines(own)
                    .filter(FlapTrial::keepsOut)
                    .findFirst()
                    .ifPresent(line -> keptOut.add(line.nanos() / 1e9 - BEGIN_SECONDS));
            held += isHeld(run, machine) ? 1 : 0;
            lostMost = Math.max(lostMost, run.moves(0, own, MemberStatus.UNREACHABLE));
            movesMost = Math.max(movesMost, run.moves(0, own));
        }
        return new Outcome(
                this,
                lostMost,
                movesMost,
                keptOut.size(),
                keptOut.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN),
                held,
                run.moves(0, isFlapping, MemberStatus.HEALTHY),
                run.lines(isFlapping).filter(FlapTrial::flips).count(),
                run.lines(isFlapping.negate()).count(),
                run.ledger().leaderChanges(),
                run.broken());
    }

    PeerOutcome runPeer(Peer peer) {
        var random = new SplittableRandom(seed * 31);
        List<Integer> flapping = role.draw(0, nodes, flappers, random);
        var run = new PeerRun(peer, nodes, seed);
        flapping.forEach(run::ill);
        run.until(BEGIN_SECONDS);
        flap(run.world(), flapping, random);
        run.until(BEGIN_SECONDS + seconds);
        return new PeerOutcome(this, (double) run.flipsOfIll() / (nodes - flappers), run.wellAccused());
    }

    private static boolean keepsOut(Ledger.Line line) {
        return line.movedTo(MemberStatus.QUARANTINED) || line.event().kind() == Event.Kind.JOIN_REFUSED;
    }

    private static boolean isHeld(OurRun run, int machine) {
        int leader = run.cluster().leader();
        Standing standing = run.cluster()
                .state(leader >= 0 ? leader : Role.COORDINATORS - 1)
                .standing(run.cluster().nodeId(machine));
        return standing.held() || standing.refused();
    }

    private static boolean flips(Ledger.Line line) {
        Event event = line.event();
        return event.kind() == Event.Kind.MOVED
                && event.cause() != Cause.SUPERSEDED
                && isGone(event.from()) != isGone(event.to());
    }

    private static boolean isGone(@Nullable MemberStatus status) {
        return status == null || !status.observes();
    }

    private void flap(World world, List<Integer> machines, RandomGenerator random) {
        double cycle = awaySeconds + hereSeconds;
        double phase = random.nextDouble();
        for (int i = 0; i < machines.size(); i++) {
            int machine = machines.get(i);
            Flapping manner = manners.get(i % manners.size());
            double first = together ? phase : random.nextDouble() * cycle;
            for (double at = first; at < seconds; at += cycle) {
                world.at(nanos(at), () -> manner.away(world, machine));
                world.at(nanos(at + awaySeconds), () -> manner.back(world, machine));
            }
        }
    }

    private static long nanos(double second) {
        return (long) ((BEGIN_SECONDS + second) * 1e9);
    }
}
