package io.bellwether.gateway.routing;

import java.time.Duration;

/**
 * How many requests an instance gets at once. Whoever gets more than it can answer answers all of them late: they time out,
 * are sent once more, and what it then does is done for nobody. So there are fewer places once answers take longer than its
 * senders are patient, and more again while they come soon. Who finds no place is refused at once, and those inside are
 * answered in time.
 *
 * <p>It does not matter whether it is the instance that is slow, or this gateway, or the machine that both are on.
 */
final class Room {

    /** An instance that answers slowly whatever it gets keeps so many: without any it could not show that it is better. */
    static final int LEAST = 20;

    /** Before anything is known. Nobody needs more where answers come soon: so many that take 20 ms each are 7,500 a second. */
    static final int FIRST = 150;

    static final int MOST = 1_000;

    /** What is left after a late answer, of those that were waited for then. */
    private static final double CUT = 0.7;

    /** What each answer in half of its time adds as long as none was late: twice as many once all who wait have been answered. */
    private static final double FIRST_GROWTH = 1;

    /** And afterwards: a tenth more. */
    private static final double GROWTH = 0.1;

    private double places = FIRST;
    private long cutNanos;
    private boolean wasCut;

    synchronized int places() {
        return (int) places;
    }

    /**
     * An answer came, or none did.
     *
     * @param begunNanos When the request was sent.
     * @param isAnswer Whether something came.
     * @param waiting How many others are waited for.
     */
    synchronized void ended(long begunNanos, long nowNanos, Duration patience, boolean isAnswer, int waiting) {
        long took = nowNanos - begunNanos;
        if (took > patience.toNanos()) {
            cut(begunNanos, nowNanos, waiting);
        } else if (isAnswer && took <= patience.toNanos() / 2 && (places < FIRST || waiting >= places / 2)) {
            places = Math.min(MOST, places + (wasCut ? GROWTH : FIRST_GROWTH));
        }
    }

    /** Once for all that were sent before: what they say of it is known already. */
    private void cut(long begunNanos, long nowNanos, int waiting) {
        if (wasCut && begunNanos - cutNanos < 0) {
            return;
        }
        places = Math.max(LEAST, Math.min(places, waiting + 1) * CUT);
        cutNanos = nowNanos;
        wasCut = true;
    }
}
