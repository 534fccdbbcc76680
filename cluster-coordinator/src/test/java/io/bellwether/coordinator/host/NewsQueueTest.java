package io.bellwether.coordinator.host;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.authority.CoordinatorInput;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NewsQueueTest {

    private final NewsQueue queue = new NewsQueue();

    private static LogNews news(long ticket) {
        return new LogNews.Happened(new CoordinatorInput.ProposalFailed(ticket));
    }

    private CompletableFuture<Void> oneMoreThanFits() {
        for (int i = 0; i < NewsQueue.WAITING_MAX; i++) {
            queue.put(news(i));
        }
        return CompletableFuture.runAsync(() -> queue.put(news(-1)));
    }

    @Test
    void whoPutsIntoAFullQueueWaitsUntilTheLoopHasTakenSomething() {
        var wakes = new AtomicInteger();
        CompletableFuture<Void> waiting = oneMoreThanFits();
        queue.wakes(wakes::incrementAndGet);
        await("the loop is woken while it waits").atMost(ofSeconds(5)).until(() -> wakes.get() > 0);
        assertThat(waiting).isNotDone();

        assertThat(queue.poll()).isEqualTo(news(0));

        await("there is room").atMost(ofSeconds(5)).until(waiting::isDone);
    }

    @Test
    void closingItLetsWhoeverWaitsGo() {
        CompletableFuture<Void> waiting = oneMoreThanFits();

        queue.close();

        await("it goes on").atMost(ofSeconds(5)).until(waiting::isDone);
        assertThat(queue.isEmpty()).isTrue();
    }
}
