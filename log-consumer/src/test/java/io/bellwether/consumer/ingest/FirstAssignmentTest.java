package io.bellwether.consumer.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;

class FirstAssignmentTest {

    @Test
    void theStartWaitsUntilPartitionsAreAssigned() {
        var first = new FirstAssignment(Duration.ofMinutes(5));
        Thread start = start(first);
        await().until(() -> start.getState() == Thread.State.TIMED_WAITING);

        first.onPartitionsAssigned(List.of());

        await().until(() -> !start.isAlive());
    }

    @Test
    void itEndsAtTheLimitWhereKafkaIsAway() {
        Thread start = start(new FirstAssignment(Duration.ofMillis(20)));

        await().until(() -> !start.isAlive());
    }

    @Test
    void partitionsThatCameBeforeAreWaitedForNoMore() throws Exception {
        var first = new FirstAssignment(Duration.ofMinutes(5));
        first.onPartitionsAssigned(List.of());

        Thread start = start(first);

        assertThat(start.join(Duration.ofSeconds(10))).isTrue();
    }

    private static Thread start(FirstAssignment first) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                first.run(new DefaultApplicationArguments());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
