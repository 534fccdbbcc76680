package io.bellwether.consumer.ingest;

import io.bellwether.consumer.store.SampleTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Deletes health samples that are too old, a few thousand in a statement so that none holds locks for long. Where Postgres is
 * away the next look does it.
 */
final class SampleCleaner implements SmartLifecycle {

    static final int ROWS_MAX = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(SampleCleaner.class);

    private final SampleTable table;
    private final InstantSource clock;
    private final Duration retention;
    private final Duration interval;
    private final Object lifecycle = new Object();
    private CountDownLatch stopped = new CountDownLatch(0);

    SampleCleaner(SampleTable table, InstantSource clock, Duration retention, Duration interval) {
        this.table = table;
        this.clock = clock;
        this.retention = retention;
        this.interval = interval;
    }

    @Override
    public void start() {
        synchronized (lifecycle) {
            if (stopped.getCount() == 0) {
                var stop = new CountDownLatch(1);
                stopped = stop;
                Thread.ofVirtual().name("sample-cleaner").start(() -> run(stop));
            }
        }
    }

    @Override
    public void stop() {
        synchronized (lifecycle) {
            stopped.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        synchronized (lifecycle) {
            return stopped.getCount() > 0;
        }
    }

    private void run(CountDownLatch stop) {
        try {
            while (!stop.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                clean(stop);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void clean(CountDownLatch stop) {
        try {
            int deleted;
            do {
                deleted = table.deleteBefore(clock.instant().minus(retention), ROWS_MAX);
            } while (deleted == ROWS_MAX && stop.getCount() > 0);
        } catch (DataAccessException e) {
            LOG.atInfo()
                    .addKeyValue("cause", String.valueOf(NestedExceptionUtils.getMostSpecificCause(e)))
                    .addKeyValue("retry", interval)
                    .log("old health samples cannot be deleted now; the next look does it");
        }
    }
}
