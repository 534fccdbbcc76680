package io.bellwether.spring.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Goes the rounds, one thread for each kind, while the application runs. */
public final class HealthFeed implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HealthFeed.class);

    private final List<Beat> beats;
    private final int phase;
    private @Nullable ScheduledThreadPoolExecutor threads;

    /**
     * A round and how often.
     *
     * @param round What is done.
     * @param interval From the end of one to the beginning of the next, and before the first: an application that has
     *     just started is not ready yet, and nobody needs to be told.
     */
    public record Beat(HealthRound round, Duration interval) {}

    /** Does these, started and stopped in this phase. */
    public HealthFeed(List<Beat> beats, int phase) {
        this.beats = List.copyOf(beats);
        this.phase = phase;
    }

    @Override
    public synchronized void start() {
        if (threads != null || beats.isEmpty()) {
            return;
        }
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(beats.size(), HealthFeed::daemon);
        for (Beat beat : beats) {
            var unused = started.scheduleWithFixedDelay(
                    new Guarded(beat.round()),
                    beat.interval().toNanos(),
                    beat.interval().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        threads = started;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cluster-health");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return phase;
    }

    /** A round that throws is gone again, since a schedule ends with the first exception that gets out. */
    private static final class Guarded implements Runnable {

        private final HealthRound round;
        private boolean failed;

        Guarded(HealthRound round) {
            this.round = round;
        }

        @Override
        public void run() {
            try {
                round.go();
                failed = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                if (!failed) {
                    failed = true;
                    LOG.atWarn()
                            .setCause(e)
                            .addKeyValue("action", "health.round.failed")
                            .log("the health of the application could not be looked at; it is tried again");
                }
            }
        }
    }
}
