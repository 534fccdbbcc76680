package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.scenarios.CrashPlan.Planned;
import io.bellwether.simulation.scenarios.CrashPlan.Victim;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;

/** A peer in the same network, in which the same machines crash at the same times. */
final class PeerCrashes {

    /** Lifeguard without a single confirmation takes 90 s at 1000 members with the parameters of its paper. */
    static final long TAIL_NANOS = 100_000_000_000L;

    private record Crash(long nanos, int machine) {}

    static final List<Peer> ALL = List.of(
            Peer.LIFEGUARD.named("memberlist LAN"),
            new Peer(
                    "Lifeguard 5/6",
                    machines -> LifeguardNode.programs(
                            LifeguardSettings.lan(machines).withSuspicion(5, 6))),
            Peer.PHI.named("Akka phi"));

    private final PeerRun run;
    private final World world;
    private final List<Crash> crashes = new ArrayList<>();

    PeerCrashes(Peer peer, int machines, long seed) {
        run = new PeerRun(peer, machines, seed);
        world = run.world();
    }

    /** The same victims as ours; it has no leader, so those crashes are left out, and a follower is machine 1. */
    CrashFigures run(CrashPlan plan) {
        for (Planned planned : plan.crashes()) {
            if (planned.victim() != Victim.LEADER) {
                crash(planned.nanos(), planned.machine() >= 0 ? planned.machine() : 1);
            }
        }
        return crashes.isEmpty() ? new CrashFigures() : run(plan.endNanos());
    }

    /** All of these at one moment. */
    CrashFigures run(List<Integer> machines, long nanos) {
        machines.forEach(machine -> crash(nanos, machine));
        return run(nanos);
    }

    private void crash(long nanos, int machine) {
        crashes.add(new Crash(nanos, machine));
        world.at(nanos, () -> world.crash(machine));
    }

    private CrashFigures run(long endNanos) {
        world.runUntil(endNanos + TAIL_NANOS);
        CrashFigures figures = new CrashFigures();
        crashes.forEach(crash -> add(crash, figures));
        figures.accusedLiving = run.accusations();
        for (int machine = 0; machine < world.machines(); machine++) {
            if (lives(machine)) {
                figures.memberBytes.add(CrashFigures.sentPerSecond(world, machine, crashes.getFirst().nanos, endNanos));
            }
        }
        return figures;
    }

    private void add(Crash crash, CrashFigures figures) {
        Sample known = new Sample();
        for (int observer = 0; observer < world.machines(); observer++) {
            long since = run.deadSince(observer, crash.machine);
            if (lives(observer) && since >= 0) {
                known.add(since - crash.nanos);
            } else if (lives(observer)) {
                figures.unknown++;
            }
        }
        figures.crashes++;
        figures.known.addAll(known);
        if (known.size() > 0) {
            figures.first.add((long) known.percentile(0));
            figures.last.add((long) known.percentile(1));
        }
    }

    private boolean lives(int machine) {
        return world.condition(machine) == Condition.UP;
    }
}
