package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private final Queue<Runnable> consumer = new ArrayDeque<>();
    private final List<Throwable> broken = new ArrayList<>();
    private final Handover handover = new Handover(consumer::add, broken::add);
    private final List<Integer> told = new ArrayList<>();

    @Test
    void allIsToldInOrderAndInPortions() throws InterruptedException {
        for (int i = 0; i < 1000; i++) {
            int number = i;
            handover.put(() -> told.add(number));
        }
        assertThat(consumer).hasSize(1);

        consumer.remove().run();
        assertThat(told).hasSizeLessThan(1000);
        work();
        assertThat(told).isEqualTo(IntStream.range(0, 1000).boxed().toList());

        handover.put(() -> told.add(1000));
        work();
        assertThat(told).endsWith(1000);
    }

    @Test
    void whoeverAppliesWaitsForRoomAndWhatIsForcedDoesNot() throws InterruptedException {
        for (int i = 0; i < Handover.WAITING_MAX; i++) {
            handover.put(() -> told.add(0));
        }
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                handover.put(() -> told.add(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await("it waits").until(() -> waiting.getState() == Thread.State.WAITING);
        handover.force(() -> told.add(1));

        work();
        waiting.join();
        work();
        assertThat(told).hasSize(Handover.WAITING_MAX + 2).contains(1, 2);
    }

    @Test
    void aConsumerThatThrowsIsToldNothingMore() throws InterruptedException {
        var trouble = new IllegalStateException("cannot apply");
        handover.put(() -> {
            throw trouble;
        });
        handover.put(() -> told.add(1));

        work();

        assertThat(broken).containsExactly(trouble);
        assertThat(told).isEmpty();
        assertThat(handover.isClosed()).isTrue();
    }

    private void work() {
        for (Runnable task = consumer.poll(); task != null; task = consumer.poll()) {
            task.run();
        }
    }
}
