package io.bellwether.producer.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogWatchTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger measured = new AtomicInteger();
    private volatile @Nullable String failure;
    private volatile boolean isMade = true;
    private volatile boolean hangs;
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final BacklogWatch watch = new BacklogWatch(this::make, INTERVAL, now::get);

    private BacklogSource make() {
        made.incrementAndGet();
        if (!isMade) {
            throw new IllegalArgumentException("no broker has an address");
        }
        return new BacklogSource() {
            @Override
            public Backlog measure() throws IOException, InterruptedException {
                int number = measured.incrementAndGet();
                if (hangs) {
                    hanging.countDown();
                    released.await();
                }
                String why = failure;
                if (why != null) {
                    throw new IOException(why);
                }
                return new Backlog(number, Duration.ofSeconds(1), Instant.EPOCH);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }

    @AfterEach
    void stop() {
        watch.destroy();
        released.countDown();
    }

    @Test
    void itMeasuresAgainAndAgainWithTheSameSource() {
        assertThat(watch.sight().now()).isNull();
        assertThat(watch.sight().failure()).isNotEmpty();

        watch.afterPropertiesSet();

        await().until(() -> measured.get() > 3);
        assertThat(watch.sight().now()).isNotNull();
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailureTakesTheNumberAwayKeepsTheLastAndTheNextTryHasANewSource() {
        watch.afterPropertiesSet();
        await().until(() -> watch.sight().now() != null);

        failure = "the broker is gone";

        await().until(() -> watch.sight().now() == null);
        assertThat(watch.sight().last()).isNotNull();
        assertThat(watch.sight().failure()).contains("the broker is gone");
        await().until(() -> made.get() > 1);
        failure = null;
        await().until(() -> watch.sight().now() != null);
        assertThat(closed).hasValue(made.get() - 1);
    }

    @Test
    void whatNobodyMeasuresAnyMoreIsNotKnown() throws Exception {
        watch.afterPropertiesSet();
        await().until(() -> watch.sight().now() != null);
        hangs = true;
        hanging.await();
        Duration longest = INTERVAL.plus(BacklogSource.LIMIT.multipliedBy(2));

        now.set(longest.toNanos());
        assertThat(watch.sight().now()).isNotNull();
        now.set(longest.toNanos() + 1);
        assertThat(watch.sight().now()).isNull();

        assertThat(watch.sight().last()).isNotNull();
        assertThat(watch.sight().failure()).isEqualTo("no measurement has ended for 20 s");
    }

    @Test
    void aSourceThatCannotEvenBeMadeIsTriedAgain() {
        isMade = false;
        watch.afterPropertiesSet();
        await().until(() -> watch.sight().failure().contains("no broker has an address"));

        isMade = true;

        await().until(() -> watch.sight().now() != null);
    }

    @Test
    void whoIsStoppedMeasuresNoMoreAndClosesItsSource() {
        watch.afterPropertiesSet();
        await().until(() -> measured.get() > 0);

        watch.destroy();

        await().until(() -> closed.get() == 1);
        int then = measured.get();
        assertThat(made).hasValue(1);
        await().during(Duration.ofMillis(100)).until(() -> measured.get() == then);
    }
}
