package io.bellwether.protocol.quorum;

import java.time.Duration;

/**
 * Decides the {@link Mode} of a node from the age of the lease that it knows of.
 *
 * <p>Read-only begins when the lease is older than the limit. It ends when it is younger than half the limit, or has
 * stayed under it for as long as the limit: an age that plays around the limit does not make the mode flicker, and one
 * that is always a little under it does not hold the node back for ever.
 */
public final class ModeWatch {

    /** So long a write waits for a leader before it is refused: an election fits in. */
    public static final Duration WRITE_GRACE = Duration.ofSeconds(5);

    private static final long WRITE_GRACE_NANOS = WRITE_GRACE.toNanos();

    private final long freshNanos;
    private Mode mode = Mode.UNKNOWN;
    private ModeCause cause = ModeCause.STARTED;
    private long sinceNanos;
    private long writableUntilNanos;
    private boolean isUnderLimit;
    private long underLimitSinceNanos;

    /** Starts at this time; a lease is fresh up to this age. */
    public ModeWatch(long freshNanos, long nowNanos) {
        if (freshNanos <= 0) {
            throw new IllegalArgumentException("freshNanos must be > 0, got " + freshNanos);
        }
        this.freshNanos = freshNanos;
        this.sinceNanos = nowNanos;
        this.writableUntilNanos = nowNanos;
    }

    /** Takes the age of the lease as it is now, and returns whether the mode has changed. */
    public boolean step(long leaseAgeNanos, long nowNanos) {
        Mode before = mode;
        boolean under = leaseAgeNanos <= freshNanos;
        if (under && !isUnderLimit) {
            underLimitSinceNanos = nowNanos;
        }
        isUnderLimit = under;
        switch (mode) {
            case UNKNOWN -> {
                if (under) {
                    moveTo(Mode.READ_WRITE, ModeCause.LEASE_FRESH, nowNanos);
                } else if (nowNanos - sinceNanos > freshNanos) {
                    moveTo(Mode.READ_ONLY, ModeCause.NEVER_HEARD, nowNanos);
                }
            }
            case READ_WRITE -> {
                if (!under) {
                    moveTo(Mode.READ_ONLY, ModeCause.LEASE_OLD, nowNanos);
                }
            }
            case READ_ONLY -> {
                if (under && isFirmlyFresh(leaseAgeNanos, nowNanos)) {
                    moveTo(Mode.READ_WRITE, ModeCause.LEASE_FRESH, nowNanos);
                }
            }
        }
        return mode != before;
    }

    /** When the mode changes if no younger lease is heard of, {@code otherwise} if that comes first. Compare by difference. */
    public long deadlineNanos(long leaseAgeNanos, long nowNanos, long otherwise) {
        long due = switch (mode) {
            case UNKNOWN -> sinceNanos + freshNanos + 1;
            case READ_WRITE -> nowNanos + (freshNanos - leaseAgeNanos) + 1;
            case READ_ONLY -> isUnderLimit ? underLimitSinceNanos + freshNanos : otherwise;
        };
        return due - otherwise < 0 ? due : otherwise;
    }

    private boolean isFirmlyFresh(long leaseAgeNanos, long nowNanos) {
        return leaseAgeNanos <= freshNanos / 2 || nowNanos - underLimitSinceNanos >= freshNanos;
    }

    private void moveTo(Mode next, ModeCause why, long nowNanos) {
        if (mode == Mode.READ_WRITE) {
            writableUntilNanos = nowNanos;
        }
        mode = next;
        cause = why;
        sinceNanos = nowNanos;
    }

    public Mode mode() {
        return mode;
    }

    public ModeCause cause() {
        return cause;
    }

    /** Since when it has been in this mode. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Whether a write is to be refused at once. While this is false outside READ_WRITE, it may wait for a leader. */
    public boolean refusesWrites(long nowNanos) {
        return mode != Mode.READ_WRITE && nowNanos - writableUntilNanos >= WRITE_GRACE_NANOS;
    }
}
