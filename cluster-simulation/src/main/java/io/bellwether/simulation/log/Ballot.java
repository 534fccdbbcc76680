package io.bellwether.simulation.log;

import java.util.Map;
import java.util.TreeMap;

/** The votes that one replica collects: a trial first, then the real ones. */
final class Ballot {

    private final Map<Integer, Long> grantedNanos = new TreeMap<>();

    /** Takes a vote, with the time at which it was asked for. */
    void granted(int voter, long askedNanos) {
        grantedNanos.put(voter, askedNanos);
    }

    boolean holds(int voter) {
        return grantedNanos.containsKey(voter);
    }

    int count() {
        return grantedNanos.size();
    }

    /** Drops trial votes that were asked for too long ago: who gave them may have heard a leader since. */
    void expire(long nowNanos, long validNanos) {
        grantedNanos.values().removeIf(asked -> nowNanos - asked >= validNanos);
    }

    void clear() {
        grantedNanos.clear();
    }
}
