package io.bellwether.spring.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HealthFeedTest {

    @Test
    void aRoundThatThrowsIsGoneAgain() {
        AtomicInteger rounds = new AtomicInteger();
        HealthFeed feed = new HealthFeed(
                List.of(new HealthFeed.Beat(
                        () -> {
                            rounds.incrementAndGet();
                            throw new IllegalStateException("planted");
                        },
                        ofMillis(10))),
                0);
        feed.start();
        await("it goes on").atMost(ofSeconds(5)).until(() -> rounds.get() >= 3);
        feed.stop();
        assertThat(feed.isRunning()).isFalse();
    }

    @Test
    void oneThatHangsHoldsUpNoOtherAndEndsWithTheFeed() {
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicInteger others = new AtomicInteger();
        HealthFeed feed = new HealthFeed(
                List.of(
                        new HealthFeed.Beat(
                                () -> {
                                    try {
                                        new CountDownLatch(1).await();
                                    } finally {
                                        interrupted.countDown();
                                    }
                                },
                                ofMillis(10)),
                        new HealthFeed.Beat(others::incrementAndGet, ofMillis(10))),
                0);
        feed.start();
        await("the other goes on").atMost(ofSeconds(5)).until(() -> others.get() >= 3);
        feed.stop();
        await("it was interrupted").atMost(ofSeconds(5)).until(() -> interrupted.getCount() == 0);
    }
}
