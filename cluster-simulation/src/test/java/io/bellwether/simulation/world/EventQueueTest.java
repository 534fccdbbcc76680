package io.bellwether.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EventQueueTest {

    private record Entry(long time, int number) {}

    @Test
    void eventsComeByTimeAndThoseOfOneMomentInTheOrderOfTheirInsertion() {
        for (long seed = 0; seed < 30; seed++) {
            var random = new SplittableRandom(seed);
            var queue = new EventQueue();
            var expected = new ArrayList<Entry>();
            int number = 0;
            for (int step = 0; step < 3000; step++) {
                if (expected.isEmpty() || random.nextInt(5) < 3) {
                    var event = queue.take();
                    long time = random.nextLong(20);
                    event.machine = number;
                    queue.add(time, event);
                    expected.add(new Entry(time, number++));
                } else {
                    var next = expected.stream()
                            .min(Comparator.comparingLong(Entry::time).thenComparingInt(Entry::number))
                            .orElseThrow();
                    expected.remove(next);
                    assertThat(queue.nextTime()).as("seed %d", seed).isEqualTo(next.time());
                    var event = queue.remove();
                    assertThat(event.machine).as("seed %d", seed).isEqualTo(next.number());
                    queue.giveBack(event);
                }
            }
            assertThat(queue.isEmpty()).isEqualTo(expected.isEmpty());
        }
    }
}
