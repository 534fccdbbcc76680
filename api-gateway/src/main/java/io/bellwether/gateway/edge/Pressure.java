package io.bellwether.gateway.edge;

import java.time.Duration;

/**
 * Whether an event loop has more to do than it gets done. Everything that came while it was busy waits in sockets, where nobody
 * sees it: it shows only in that the loop comes round late. It may be late now and then, as after a pause of the JVM, and catches
 * up; where it is late again and again for {@link #SUSTAINED} there is too much, and then each round has {@link #ROUND}. Confined
 * to its loop.
 */
final class Pressure {

    /** How often the loop is looked at. It is woken up for that where it has nothing else to do, hence not more often. */
    static final Duration TICK = Duration.ofMillis(100);

    /** By how much a round may be late; less than what it takes while there is too much, or that would pass for calm. */
    static final Duration LATE = Duration.ofMillis(200);

    /** How long one round may take while there is too much; an answer waits for two of them, and that is still in time. */
    static final Duration ROUND = Duration.ofMillis(400);

    static final Duration SUSTAINED = Duration.ofSeconds(2);

    /** Once it has been in time for so long it has caught up. After a long round there is a short one, while clients draw breath. */
    static final Duration CALM = Duration.ofSeconds(1);

    /** How often at most it is said that there is too much. */
    static final Duration TOLD = Duration.ofMinutes(1);

    private long dueNanos;
    private long tickedNanos;
    private long lateSinceNanos;
    private long lastLateNanos;
    private boolean isLate;
    private long toldNanos;
    private boolean wasTold;

    Pressure(long nowNanos) {
        tickedNanos = nowNanos;
        dueNanos = nowNanos + TICK.toNanos();
    }

    /** The loop has come round. */
    void tick(long nowNanos) {
        if (nowNanos - dueNanos > LATE.toNanos()) {
            lateSinceNanos = isLate ? lateSinceNanos : nowNanos;
            lastLateNanos = nowNanos;
            isLate = true;
        } else if (isLate && nowNanos - lastLateNanos > CALM.toNanos()) {
            isLate = false;
        }
        tickedNanos = nowNanos;
        dueNanos = nowNanos + TICK.toNanos();
    }

    /** Whether what is read now should be refused, so that the loop comes round again. */
    boolean isTooHigh(long nowNanos) {
        return isLate && nowNanos - lateSinceNanos > SUSTAINED.toNanos() && nowNanos - tickedNanos > ROUND.toNanos();
    }

    /** Whether it is time to say so; whoever asks does. */
    boolean isToBeTold(long nowNanos) {
        if (wasTold && nowNanos - toldNanos < TOLD.toNanos()) {
            return false;
        }
        wasTold = true;
        toldNanos = nowNanos;
        return true;
    }
}
