package io.bellwether.simulation.log;

import java.util.ArrayList;
import java.util.List;

/**
 * What a replica keeps over a crash of its machine: term, vote and log. Kept outside the program, one per machine, and
 * made by {@link ReplicaCheck}, so that nobody writes unwatched. A write is durable when the call returns, and a crash
 * never falls into the middle of one: damage to files is the start guard's matter and is tried on the real thing.
 */
public final class Disk<C> {

    /** The vote of who has not voted in this term. */
    static final int NOBODY = -1;

    private final int machine;
    private final ReplicaCheck<C> check;
    private final List<LogEntry<C>> entries = new ArrayList<>();
    private long term;
    private int vote = NOBODY;

    Disk(int machine, ReplicaCheck<C> check) {
        this.machine = machine;
        this.check = check;
    }

    ReplicaCheck<C> check() {
        return check;
    }

    /** The latest term heard of. */
    public long term() {
        return term;
    }

    /** The index of the last entry, 0 for an empty log. */
    public long lastIndex() {
        return entries.size();
    }

    int vote() {
        return vote;
    }

    void term(long higher) {
        if (higher <= term) {
            throw new IllegalStateException("machine %d: term must rise, %d to %d".formatted(machine, term, higher));
        }
        term = higher;
        vote = NOBODY;
    }

    void vote(int candidate) {
        if (vote != NOBODY && vote != candidate) {
            throw new IllegalStateException(
                    "machine %d votes twice in term %d: for %d and for %d".formatted(machine, term, vote, candidate));
        }
        vote = candidate;
    }

    long lastTerm() {
        return termAt(lastIndex());
    }

    /** The term of an entry; 0 for the place before the first. */
    long termAt(long index) {
        return index == 0 ? 0 : at(index).term();
    }

    LogEntry<C> at(long index) {
        return entries.get((int) (index - 1));
    }

    List<LogEntry<C>> from(long index, int most) {
        int first = (int) (index - 1);
        return List.copyOf(entries.subList(first, Math.min(entries.size(), first + most)));
    }

    void append(LogEntry<C> entry) {
        entries.add(entry);
    }

    void truncateFrom(long index) {
        check.truncates(machine, index);
        entries.subList((int) (index - 1), entries.size()).clear();
    }
}
