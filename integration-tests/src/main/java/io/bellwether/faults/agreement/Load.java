package io.bellwether.faults.agreement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Something that keeps every processor of this machine busy for a share of the time. */
final class Load implements AutoCloseable {

    private static final long PERIOD_NANOS = Duration.ofMillis(20).toNanos();

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong work = new AtomicLong();
    private volatile boolean over;

    private Load() {}

    static Load begin(double share) {
        var load = new Load();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            load.threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("load-" + i)
                    .start(() -> load.work((long) (PERIOD_NANOS * share))));
        }
        return load;
    }

    private void work(long busyNanos) {
        while (!over) {
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < busyNanos) {
                work.incrementAndGet();
            }
            LockSupport.parkNanos(PERIOD_NANOS - busyNanos);
        }
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(LockSupport::unpark);
    }
}
