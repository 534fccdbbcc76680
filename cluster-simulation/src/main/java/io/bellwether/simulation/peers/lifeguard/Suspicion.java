package io.bellwether.simulation.peers.lifeguard;

import java.util.BitSet;

/** A running suspicion: its time-out falls with the logarithm of the independent confirmations. */
final class Suspicion {

    private static final long MILLI = 1_000_000;

    private final int wanted;
    private final long leastNanos;
    private final long mostNanos;
    private final long startedAt;
    private final BitSet accusers = new BitSet();
    private int confirmations;

    Suspicion(int accuser, int wanted, long leastNanos, long mostNanos, long now) {
        this.wanted = wanted;
        this.leastNanos = leastNanos;
        this.mostNanos = mostNanos;
        startedAt = now;
        accusers.set(accuser);
    }

    /** Takes another accusation; false if it tells nothing new, and then it need not be passed on either. */
    boolean confirm(int accuser) {
        if (confirmations >= wanted || accusers.get(accuser)) {
            return false;
        }
        accusers.set(accuser);
        confirmations++;
        return true;
    }

    long deadline() {
        return startedAt + timeoutNanos();
    }

    private long timeoutNanos() {
        if (wanted == 0) {
            return leastNanos;
        }
        var share = StrictMath.log(confirmations + 1.0) / StrictMath.log(wanted + 1.0);
        var timeout = (long) (mostNanos - share * (mostNanos - leastNanos)) / MILLI * MILLI;
        return Math.max(leastNanos, timeout);
    }
}
