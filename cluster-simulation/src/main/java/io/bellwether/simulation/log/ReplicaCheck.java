package io.bellwether.simulation.log;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches all replicas of one run and throws at the first broken promise. Raft's own (the paper's figure 3): one leader
 * per term, a committed entry is on a majority of disks and never changes, logs match where they are committed, a
 * leader holds everything committed in earlier terms. And the one above it: replicas that applied the same index have
 * the same state. It also makes the disks, because it needs to see every one of them.
 */
public final class ReplicaCheck<C> {

    private record Committed<C>(LogEntry<C> entry, long inTerm) {}

    private record Applied(int machine, long hash) {}

    private final Map<Integer, Disk<C>> disks = new TreeMap<>();
    private final Map<Long, Integer> leaders = new HashMap<>();
    private final List<Committed<C>> committed = new ArrayList<>();
    private final Map<Long, Applied> applied = new HashMap<>();

    /** Watches these voters, whose disks are empty. */
    public ReplicaCheck(List<Integer> voters) {
        for (int voter : voters) {
            disks.put(voter, new Disk<>(voter, this));
        }
    }

    /** The disk of a machine, the same at every start of its process. */
    public Disk<C> disk(int machine) {
        return requireNonNull(disks.get(machine), () -> "machine " + machine + " is not a voter");
    }

    /**
     * Takes the hash of the state after an entry was applied. A process that starts again applies from the beginning
     * and is compared again.
     */
    public void applied(int machine, long index, long hash) {
        Applied first = applied.putIfAbsent(index, new Applied(machine, hash));
        if (first != null && first.hash != hash) {
            throw new IllegalStateException("states differ after index %d: %016x on machine %d, %016x on machine %d"
                    .formatted(index, first.hash, first.machine, hash, machine));
        }
    }

    /** How many leaders were elected so far. */
    public int elections() {
        return leaders.size();
    }

    /** How many entries are committed, those that begin a term included. */
    public long committedIndex() {
        return committed.size();
    }

    void elected(int machine, long term) {
        Integer other = leaders.putIfAbsent(term, machine);
        if (other != null) {
            throw new IllegalStateException("term %d has two leaders: %d and %d".formatted(term, other, machine));
        }
        for (int i = 0; i < committed.size(); i++) {
            // A vote may arrive late: then this leader is of an older term than entries committed meanwhile.
            if (committed.get(i).inTerm < term && !holds(machine, i + 1)) {
                throw new IllegalStateException("leader %d of term %d lacks index %d, committed in term %d: %s"
                        .formatted(machine, term, i + 1, committed.get(i).inTerm, committed.get(i).entry));
            }
        }
    }

    /** Takes that a machine in this term knows an index as committed; called in order, without gaps. */
    void commits(int machine, long term, long index) {
        LogEntry<C> entry = disk(machine).at(index);
        if (index <= committed.size()) {
            if (!holds(machine, index)) {
                throw new IllegalStateException("index %d was committed as %s, machine %d commits %s"
                        .formatted(index, committed.get((int) index - 1).entry, machine, entry));
            }
            return;
        }
        committed.add(new Committed<>(entry, term));
        long holders =
                disks.keySet().stream().filter(each -> holds(each, index)).count();
        if (holders <= disks.size() / 2) {
            throw new IllegalStateException("machine %d commits index %d, which is on %d of %d disks"
                    .formatted(machine, index, holders, disks.size()));
        }
    }

    void truncates(int machine, long from) {
        for (long index = from; index <= committed.size(); index++) {
            if (holds(machine, index)) {
                throw new IllegalStateException("machine %d drops index %d, which is committed: %s"
                        .formatted(machine, index, committed.get((int) index - 1).entry));
            }
        }
    }

    private boolean holds(int machine, long index) {
        Disk<C> disk = disk(machine);
        return disk.lastIndex() >= index && disk.at(index).equals(committed.get((int) index - 1).entry);
    }
}
