package io.bellwether.coordinator.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthQueueTest {

    @Test
    void whereThereIsNoRoomTheOldestGoAndAreCounted() throws InterruptedException {
        var queue = new HealthQueue(3);

        int dropped = IntStream.range(0, 10).map(n -> queue.add(sample(n))).sum();

        assertThat(dropped).isEqualTo(7);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.await(10, Duration.ZERO).samples())
                .extracting(HealthSample::node)
                .containsExactly("n7", "n8", "n9");
    }

    @Test
    void aBatchStaysUntilItIsWritten() throws InterruptedException {
        var queue = new HealthQueue(10);
        IntStream.range(0, 5).forEach(n -> queue.add(sample(n)));

        HealthQueue.Batch batch = queue.await(2, Duration.ZERO);

        assertThat(queue.await(2, Duration.ZERO)).isEqualTo(batch);
        queue.written(batch);
        assertThat(queue.await(2, Duration.ZERO).samples())
                .extracting(HealthSample::node)
                .containsExactly("n2", "n3");
    }

    @Test
    void whatWasDroppedWhileItWasWrittenTakesNothingElseWithIt() throws InterruptedException {
        var queue = new HealthQueue(3);
        IntStream.range(0, 3).forEach(n -> queue.add(sample(n)));
        HealthQueue.Batch batch = queue.await(2, Duration.ZERO);
        queue.add(sample(3));

        queue.written(batch);

        assertThat(queue.await(9, Duration.ZERO).samples())
                .extracting(HealthSample::node)
                .containsExactly("n2", "n3");
    }

    @Test
    void aBatchOfBeforeItWasClearedTakesNothingOfAfter() throws InterruptedException {
        var queue = new HealthQueue(3);
        queue.add(sample(0));
        HealthQueue.Batch batch = queue.await(9, Duration.ZERO);
        assertThat(queue.clear()).isEqualTo(1);
        queue.add(sample(1));

        queue.written(batch);

        assertThat(queue.size()).isEqualTo(1);
    }

    private static HealthSample sample(int n) {
        return new HealthSample(Instant.EPOCH, "n" + n, n, "HEALTHY", 100, 0.0, Map.of());
    }
}
