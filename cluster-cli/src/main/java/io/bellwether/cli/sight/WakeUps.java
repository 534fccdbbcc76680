package io.bellwether.cli.sight;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How late a sleeping thread wakes: as late runs the loop of every process here, and its beats with it. */
public final class WakeUps {

    private static final long NAP_NANOS = Duration.ofMillis(5).toNanos();
    private static final int NAPS_MAX = 1_000;

    private WakeUps() {}

    /** Looks at it for so long. */
    public static Latencies look(Duration limit) {
        var late = new long[NAPS_MAX];
        int count = 0;
        long begun = System.nanoTime();
        while (count < late.length && System.nanoTime() - begun < limit.toNanos()) {
            long slept = System.nanoTime();
            LockSupport.parkNanos(NAP_NANOS);
            late[count] = Math.max(0, System.nanoTime() - slept - NAP_NANOS);
            count++;
        }
        return Latencies.of(late, count);
    }
}
