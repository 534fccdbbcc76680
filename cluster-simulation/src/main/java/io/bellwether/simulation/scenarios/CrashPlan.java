package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who crashes when in one run: one machine after the other, so far apart that each is found before the next one falls.
 * A small cluster has one crash in a run; a large one has several, of which few enough are gone at one time.
 *
 * @param crashes In order; nobody crashes twice, and of the coordinators one at most.
 * @param endNanos When the last one must be removed.
 */
record CrashPlan(List<Planned> crashes, long endNanos) {

    static final int COORDINATORS = 3;

    private static final int WARM_UP_BEATS = 15;

    /** Who is meant. Which coordinator leads is known only when the time has come. */
    enum Victim {
        SERVICE,
        FOLLOWER,
        LEADER
    }

    /** One crash; the machine is that of a service, -1 for a coordinator. */
    record Planned(long nanos, Victim victim, int machine) {}

    CrashPlan {
        crashes = List.copyOf(crashes);
    }

    /** How many crashes of services and followers one run holds. */
    static int perRun(int nodes) {
        return nodes < 50 ? 1 : nodes < 500 ? 5 : 20;
    }

    /** How many runs it takes to have so many crashes of services and followers, and some of leaders beside them. */
    static int runs(int nodes, int crashes) {
        int runs = Math.ceilDiv(crashes, perRun(nodes));
        return perRun(nodes) == 1 ? runs + Math.ceilDiv(crashes, 4) : runs;
    }

    /**
     * The plan of one run. Where a run has one crash the leader is the victim of each fifth run; else it is the last
     * victim of each second run, and a follower is among the victims of the others.
     *
     * @param number The number of the run, from 0.
     */
    static CrashPlan of(int nodes, int number, TimingProfile profile, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Victim> victims = victims(nodes, number, random);
        List<Integer> services = new ArrayList<>();
        List<Planned> crashes = new ArrayList<>();
        long beat = profile.heartbeat().toNanos();
        long failure = profile.failureTimeout().toNanos();
        // A thousand nodes that begin without soft state have told it to each other after half a minute.
        long at = failure + WARM_UP_BEATS * beat;
        for (Victim victim : victims) {
            crashes.add(new Planned(
                    at + random.nextLong(beat),
                    victim,
                    victim == Victim.SERVICE ? another(services, nodes, random) : -1));
            at += failure * 2 / 3;
        }
        return new CrashPlan(crashes, crashes.getLast().nanos() + failure + 10 * beat);
    }

    private static List<Victim> victims(int nodes, int number, SplittableRandom random) {
        if (perRun(nodes) == 1) {
            boolean follower = random.nextInt(nodes - 1) < COORDINATORS - 1;
            return List.of(number % 5 == 4 ? Victim.LEADER : follower ? Victim.FOLLOWER : Victim.SERVICE);
        }
        List<Victim> victims = new ArrayList<>();
        for (int i = 0; i < perRun(nodes); i++) {
            victims.add(Victim.SERVICE);
        }
        if (number % 2 == 0) {
            victims.set(random.nextInt(victims.size()), Victim.FOLLOWER);
        } else {
            victims.add(Victim.LEADER);
        }
        return victims;
    }

    private static int another(List<Integer> taken, int nodes, SplittableRandom random) {
        int machine;
        do {
            machine = random.nextInt(COORDINATORS, nodes);
        } while (taken.contains(machine));
        taken.add(machine);
        return machine;
    }
}
