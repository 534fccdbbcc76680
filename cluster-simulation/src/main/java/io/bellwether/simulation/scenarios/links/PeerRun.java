package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One run of a peer's protocol, and who held whom for dead. There is no agreed state to look at, so each pair of observer
 * and subject counts by itself; the opinions of those with bad links are left out where {@link #faulty} names them.
 */
final class PeerRun {

    private static final long NEVER = -1;

    final World world;
    final Network network;
    private final int machines;
    private final BitSet faulty = new BitSet();
    private final BitSet accused = new BitSet();
    /** Since when an observer has held a subject for dead. */
    private final long[] deadSince;

    /** How many observers hold a subject for dead. */
    private final int[] accusers;

    private final long[] foundAt;
    private long countedFrom;
    private long accusations;
    private long longestNanos;

    PeerRun(Peer peer, int machines, long seed) {
        this.machines = machines;
        this.deadSince = new long[machines * machines];
        this.accusers = new int[machines];
        this.foundAt = new long[machines];
        Arrays.fill(deadSince, NEVER);
        Arrays.fill(foundAt, NEVER);
        Programs programs = peer.programs(machines);
        network = new Network(machines);
        world = new World(seed, network, (machine, start, name) -> listened(programs, machine, start, name));
        world.bootAll();
    }

    private Program listened(Programs programs, int machine, int start, int name) {
        Program program = programs.create(machine, start, name);
        ((Observes) program).listen((observer, subject, verdict, nanos) -> changed(observer, subject, verdict));
        return program;
    }

    /** The links of this machine are bad: what it thinks of others does not count. */
    void faulty(int machine) {
        faulty.set(machine);
    }

    /** Nobody's links are bad any more: whatever anybody thinks of anybody counts from the next change on. */
    void allAreWell() {
        faulty.clear();
        Arrays.fill(deadSince, NEVER);
        Arrays.fill(accusers, 0);
    }

    void runFor(Duration duration) {
        world.runFor(duration);
    }

    /** Counts from now on. */
    void countFromNow() {
        countedFrom = world.now();
        accusations = 0;
        longestNanos = 0;
        accused.clear();
    }

    private void changed(int observer, int subject, Verdict verdict) {
        if (observer == subject || faulty.get(observer)) {
            return;
        }
        int pair = observer * machines + subject;
        boolean dead = verdict == Verdict.UNREACHABLE;
        // A process that heard too late of its own expulsion forgets everybody; that is no word of theirs being alive.
        boolean over = verdict == Verdict.ALIVE || verdict == Verdict.SUSPECT;
        if (dead && deadSince[pair] == NEVER) {
            deadSince[pair] = world.now();
            accusers[subject]++;
            if (faulty.get(subject)) {
                found(subject);
            } else {
                accusations++;
                accused.set(subject);
            }
        } else if (over && deadSince[pair] != NEVER) {
            ended(pair, subject);
        }
    }

    private void found(int subject) {
        if (foundAt[subject] == NEVER && 2 * accusers[subject] > machines - faulty.cardinality()) {
            foundAt[subject] = world.now();
        }
    }

    private void ended(int pair, int subject) {
        accusers[subject]--;
        if (!faulty.get(subject)) {
            longestNanos = Math.max(longestNanos, world.now() - Math.max(countedFrom, deadSince[pair]));
        }
        deadSince[pair] = NEVER;
    }

    /** When most of the others held this faulty machine for dead, counted from then; -1 if never. */
    long foundAfterNanos(int subject, long sinceNanos) {
        return foundAt[subject] == NEVER ? NEVER : foundAt[subject] - sinceNanos;
    }

    /** How often one of those without fault held another one for dead. */
    long accusations() {
        return accusations;
    }

    /** How many of those without fault were held for dead by another one of them. */
    int accused() {
        return accused.cardinality();
    }

    /** For how long at most one of those without fault held another one for dead. */
    long longestNanos() {
        long longest = longestNanos;
        for (int pair = 0; pair < deadSince.length; pair++) {
            if (deadSince[pair] != NEVER && !faulty.get(pair % machines)) {
                longest = Math.max(longest, world.now() - Math.max(countedFrom, deadSince[pair]));
            }
        }
        return longest;
    }

    /** Whether everybody holds everybody else for alive. */
    boolean isWhole() {
        for (int observer = 0; observer < machines; observer++) {
            Observes program = (Observes) world.program(observer);
            for (int subject = 0; subject < machines; subject++) {
                if (subject != observer && program.verdictAbout(subject) != Verdict.ALIVE) {
                    return false;
                }
            }
        }
        return true;
    }
}
