package io.bellwether.producer.backlog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.backoff.ExponentialBackOff;

/** Measures the backlog again and again, beside the requests. */
public final class BacklogWatch implements InitializingBean, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** What is older was not measured again though it should have been, whatever the reason. */
    private static final Duration HANGS = BacklogSource.LIMIT.multipliedBy(2);

    private final Supplier<? extends BacklogSource> sources;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Told told =
            new Told(new Sight(null, null, "it has not been measured since this service started"), 0);

    /**
     * @param sources makes a source; a source that failed is closed and the next try gets another, so that no broken
     *     client lives on
     */
    BacklogWatch(Supplier<? extends BacklogSource> sources, Duration interval, LongSupplier nanoTime) {
        this.sources = sources;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /**
     * What is known.
     *
     * @param now the backlog, if the latest try has told it
     * @param last the latest that was told, however old
     * @param failure why there is no {@code now}, empty where there is
     */
    public record Sight(@Nullable Backlog now, @Nullable Backlog last, String failure) {}

    /** What the latest try has told, and when. */
    private record Told(Sight sight, long atNanos) {}

    /** What is known now. */
    public Sight sight() {
        Told latest = told;
        Duration age = Duration.ofNanos(nanoTime.getAsLong() - latest.atNanos());
        if (latest.sight().now() != null && age.compareTo(interval.plus(HANGS)) > 0) {
            return new Sight(
                    null, latest.sight().last(), "no measurement has ended for %d s".formatted(age.toSeconds()));
        }
        return latest.sight();
    }

    @Override
    public void afterPropertiesSet() {
        Thread.ofVirtual().name("backlog").start(this::watch);
    }

    /** A measurement that is under way ends by itself within its limits; nobody waits for it. */
    @Override
    public void destroy() {
        stopped.countDown();
    }

    private void watch() {
        try {
            var backOff = new ExponentialBackOff(interval.toMillis(), 2);
            backOff.setMaxInterval(Math.max(interval.toMillis(), LONGEST_PAUSE.toMillis()));
            var pauses = backOff.start();
            do {
                if (measureWhileItWorks()) {
                    pauses = backOff.start();
                }
            } while (!stopped.await(pauses.nextBackOff(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers whether it has told anything before it failed. */
    private boolean measureWhileItWorks() throws InterruptedException {
        boolean told = false;
        try (BacklogSource source = sources.get()) {
            do {
                Backlog backlog = source.measure();
                told = true;
                worked(backlog);
            } while (!stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            failed(String.valueOf(NestedExceptionUtils.getMostSpecificCause(e)));
        }
        return told;
    }

    private void worked(Backlog backlog) {
        Sight before = sight();
        if (before.now() == null && before.last() != null) {
            LOG.atInfo()
                    .addKeyValue("action", "backlog.known")
                    .addKeyValue("records", backlog.records())
                    .log("how much waits in Kafka for the consumer can be told again");
        }
        told = new Told(new Sight(backlog, backlog, ""), nanoTime.getAsLong());
    }

    private void failed(String cause) {
        Sight before = told.sight();
        if (before.now() != null) {
            LOG.atWarn()
                    .addKeyValue("action", "backlog.unknown")
                    .addKeyValue("cause", cause)
                    .log("how much waits in Kafka for the consumer cannot be told now; trying on");
        }
        told = new Told(new Sight(null, before.last(), cause), nanoTime.getAsLong());
    }
}
