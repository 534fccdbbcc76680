package io.bellwether.gateway.routing;

/**
 * How many requests may be sent a second time: a share of those of the last ten seconds, and a few a second besides. Where
 * everything fails, retries would otherwise double the load on what is failing because of its load.
 */
final class RetryBudget {

    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = 1_000_000_000L;

    private final double share;
    private final int perSecond;
    private final long originNanos;
    private final long[] requests = new long[SLOTS];
    private final long[] retries = new long[SLOTS];
    private long slot;

    RetryBudget(double share, int perSecond, long nowNanos) {
        this.share = share;
        this.perSecond = perSecond;
        this.originNanos = nowNanos;
    }

    synchronized void request(long nowNanos) {
        requests[at(nowNanos)]++;
    }

    /** Whether one more retry may be made; if so it is counted. */
    synchronized boolean take(long nowNanos) {
        int now = at(nowNanos);
        if (left() < 1) {
            return false;
        }
        retries[now]++;
        return true;
    }

    /** How many retries could be made now. */
    synchronized int left(long nowNanos) {
        at(nowNanos);
        return (int) Math.max(0, left());
    }

    private double left() {
        return share * sum(requests) + (double) perSecond * SLOTS - sum(retries);
    }

    /** The place of this second; those that have passed since the last call are emptied. */
    private int at(long nowNanos) {
        long next = Math.max(slot, (nowNanos - originNanos) / SLOT_NANOS);
        for (long passed = Math.max(slot + 1, next - SLOTS + 1); passed <= next; passed++) {
            requests[(int) (passed % SLOTS)] = 0;
            retries[(int) (passed % SLOTS)] = 0;
        }
        slot = next;
        return (int) (slot % SLOTS);
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
