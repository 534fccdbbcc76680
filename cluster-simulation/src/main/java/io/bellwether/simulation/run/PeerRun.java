package io.bellwether.simulation.run;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.peers.Observes;
import io.bellwether.simulation.peers.Verdict;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import io.bellwether.simulation.world.World;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One run of a peer's protocol, and who held whom for dead. There is no agreed state to look at, so each pair of observer
 * and subject counts by itself; what the ill think of others does not count, for they see others wrongly under any
 * protocol.
 */
public final class PeerRun {

    private static final long NEVER = -1;

    private final World world;
    private final int machines;
    private final BitSet ill = new BitSet();
    private final BitSet accused = new BitSet();
    /** Since when an observer has held a subject for dead. */
    private final long[] deadSince;

    /** How many observers hold a subject for dead. */
    private final int[] accusers;

    private final long[] foundAt;
    private long countedFrom;
    private long accusations;
    private long flipsOfIll;
    private long longestNanos;

    /** A world of this peer's processes, all members of each other and all well. */
    public PeerRun(Peer peer, int machines, long seed) {
        this.machines = machines;
        this.deadSince = new long[machines * machines];
        this.accusers = new int[machines];
        this.foundAt = new long[machines];
        Arrays.fill(deadSince, NEVER);
        Arrays.fill(foundAt, NEVER);
        Programs programs = peer.programs().apply(machines);
        world = new World(
                seed, new Network(machines), (machine, start, name) -> listened(programs, machine, start, name));
        world.bootAll();
    }

    private Program listened(Programs programs, int machine, int start, int name) {
        Program program = programs.create(machine, start, name);
        ((Observes) program).listen((observer, subject, verdict, nanos) -> changed(observer, subject, verdict));
        return program;
    }

    public World world() {
        return world;
    }

    public Network network() {
        return world.network();
    }

    /** This machine is, or will be, at fault: what it thinks of others does not count. */
    public void ill(int machine) {
        ill.set(machine);
    }

    /** Nobody is at fault any more: whatever anybody thinks of anybody counts from the next change on. */
    public void allAreWell() {
        ill.clear();
        Arrays.fill(deadSince, NEVER);
        Arrays.fill(accusers, 0);
    }

    /** Counts from now on. */
    public void countFromNow() {
        countedFrom = world.now();
        accusations = 0;
        flipsOfIll = 0;
        longestNanos = 0;
        accused.clear();
    }

    /** Runs up to this virtual second. */
    public void until(double second) {
        world.runUntil((long) (second * 1e9));
    }

    private void changed(int observer, int subject, Verdict verdict) {
        if (observer == subject || ill.get(observer)) {
            return;
        }
        int pair = observer * machines + subject;
        switch (verdict) {
            case UNREACHABLE -> {
                if (deadSince[pair] == NEVER) {
                    began(pair, subject);
                }
            }
            case ALIVE, SUSPECT -> {
                if (deadSince[pair] != NEVER) {
                    ended(pair, subject);
                }
            }
            // The dead are forgotten after a while, and a process that heard too late of its own expulsion forgets
            // everybody; that is no word of theirs being alive.
            case ABSENT -> {}
        }
    }

    private void began(int pair, int subject) {
        deadSince[pair] = world.now();
        accusers[subject]++;
        accused.set(subject);
        if (ill.get(subject)) {
            flipsOfIll++;
            found(subject);
        } else if (world.condition(subject) == Condition.UP) {
            accusations++;
        }
    }

    private void found(int subject) {
        if (foundAt[subject] == NEVER && 2 * accusers[subject] > machines - ill.cardinality()) {
            foundAt[subject] = world.now();
        }
    }

    private void ended(int pair, int subject) {
        accusers[subject]--;
        if (ill.get(subject)) {
            flipsOfIll++;
        } else {
            longestNanos = Math.max(longestNanos, heldNanos(pair));
        }
        deadSince[pair] = NEVER;
    }

    private long heldNanos(int pair) {
        return world.now() - Math.max(countedFrom, deadSince[pair]);
    }

    /** Since when an observer has held a subject for dead; -1 if it does not. */
    public long deadSince(int observer, int subject) {
        return deadSince[observer * machines + subject];
    }

    /** When most of the others held this ill machine for dead, counted from then; -1 if never. */
    public long foundAfterNanos(int subject, long sinceNanos) {
        return foundAt[subject] == NEVER ? NEVER : foundAt[subject] - sinceNanos;
    }

    /** How often one of the well held another one for dead that was up. */
    public long accusations() {
        return accusations;
    }

    /** How many of the well were held for dead by another one of them. */
    public int wellAccused() {
        return accused.cardinality() - illAccused();
    }

    /** How many of the ill were held for dead by one of the well. */
    public int illAccused() {
        BitSet both = (BitSet) accused.clone();
        both.and(ill);
        return both.cardinality();
    }

    /** How often one of the well changed between holding one of the ill for dead and for alive. */
    public long flipsOfIll() {
        return flipsOfIll;
    }

    /** For how long at most one of the well held another one for dead. */
    public long longestNanos() {
        long longest = longestNanos;
        for (int pair = 0; pair < deadSince.length; pair++) {
            if (deadSince[pair] != NEVER && !ill.get(pair % machines)) {
                longest = Math.max(longest, heldNanos(pair));
            }
        }
        return longest;
    }

    /** Whether all that are up hold each other for alive, and nobody who is down. */
    public boolean isWhole() {
        for (int observer = 0; observer < machines; observer++) {
            if (world.condition(observer) == Condition.UP && !seesAll(observer)) {
                return false;
            }
        }
        return true;
    }

    private boolean seesAll(int observer) {
        Observes program = (Observes) world.program(observer);
        for (int subject = 0; subject < machines; subject++) {
            Verdict verdict = program.verdictAbout(subject);
            boolean right = world.condition(subject) == Condition.DOWN
                    ? verdict == Verdict.UNREACHABLE || verdict == Verdict.ABSENT
                    : verdict == Verdict.ALIVE;
            if (observer != subject && !right) {
                return false;
            }
        }
        return true;
    }
}
