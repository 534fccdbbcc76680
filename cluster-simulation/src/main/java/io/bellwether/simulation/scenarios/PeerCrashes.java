package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.peers.lifeguard.LifeguardNode;
import io.bellwether.simulation.peers.lifeguard.LifeguardSettings;
import io.bellwether.simulation.peers.phi.PhiNode;
import io.bellwether.simulation.peers.phi.PhiSettings;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.scenarios.CrashPlan.Planned;
import io.bellwether.simulation.scenarios.CrashPlan.Victim;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** A peer in the same network, in which the same machines crash at the same times. */
final class PeerCrashes {

    /** Lifeguard without a single confirmation takes 90 s at 1000 members with the parameters of its paper. */
    static final long TAIL_NANOS = 100_000_000_000L;

    private static final long NEVER = -1;

    /** One peer and how its processes are made for a count of machines. */
    record Peer(String name, IntFunction<Programs> programs) {}

    private record Crash(long nanos, int machine) {}

    static final List<Peer> ALL = List.of(
            new Peer("memberlist LAN", machines -> LifeguardNode.programs(LifeguardSettings.lan(machines))),
            new Peer(
                    "Lifeguard 5/6",
                    machines -> LifeguardNode.programs(
                            LifeguardSettings.lan(machines).withSuspicion(5, 6))),
            new Peer("Akka phi", machines -> PhiNode.programs(PhiSettings.akka(machines))));

    private final World world;
    /** When each machine last came to hold each machine for dead. */
    private final long[][] deadSince;

    private final List<Crash> crashes = new ArrayList<>();
    private long accusedLiving;

    PeerCrashes(Peer peer, int machines, long seed) {
        Programs programs = peer.programs().apply(machines);
        deadSince = new long[machines][machines];
        for (long[] row : deadSince) {
            Arrays.fill(row, NEVER);
        }
        world = new World(
                seed, new Network(machines), (machine, start, name) -> listened(programs, machine, start, name));
        world.bootAll();
    }

    private Program listened(Programs programs, int machine, int start, int name) {
        Program program = programs.create(machine, start, name);
        ((Observes) program).listen((observer, subject, verdict, nanos) -> judged(observer, subject, verdict));
        return program;
    }

    private void judged(int observer, int subject, Verdict verdict) {
        boolean dead = verdict == Verdict.UNREACHABLE || (verdict == Verdict.ABSENT && wasKnown(observer, subject));
        if (!dead) {
            deadSince[observer][subject] = NEVER;
        } else if (deadSince[observer][subject] == NEVER) {
            deadSince[observer][subject] = world.now();
            accusedLiving += world.condition(subject) == Condition.UP ? 1 : 0;
        }
    }

    /** ABSENT is also the opinion before the first; only who was taken for dead can be forgotten. */
    private boolean wasKnown(int observer, int subject) {
        return deadSince[observer][subject] != NEVER;
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
        figures.accusedLiving = accusedLiving;
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
            long since = deadSince[observer][crash.machine];
            if (lives(observer) && since != NEVER) {
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
