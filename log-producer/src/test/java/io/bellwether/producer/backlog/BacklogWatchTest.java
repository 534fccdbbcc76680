package io.bellwether.producer.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacklogWatchTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger measured = new AtomicInteger();
    private volatile @Nullable String failure;
    private volatile boolean isMade = true;
    private final BacklogWatch watch = new BacklogWatch(this::make, INTERVAL);

    private BacklogSource make() {
        made.incrementAndGet();
        if (!isMade) {
            throw new IllegalArgumentException("no broker has an address");
        }
        return new BacklogSource() {
            @Override
            public Backlog measure() throws IOException {
                int number = measured.incrementAndGet();
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
