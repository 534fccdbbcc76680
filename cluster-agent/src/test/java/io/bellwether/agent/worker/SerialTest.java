package io.bellwether.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SerialTest {

    private final Deque<Runnable> handedIn = new ArrayDeque<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void howeverOftenItIsAskedForItRunsOnceUntilItHasRun() {
        Serial serial = new Serial(handedIn::add, runs::incrementAndGet);
        serial.ask();
        serial.ask();
        serial.ask();
        assertThat(handedIn).hasSize(1);
        Objects.requireNonNull(handedIn.poll()).run();
        assertThat(runs).hasValue(1);
        serial.ask();
        assertThat(handedIn).hasSize(1);
    }

    @Test
    void whatIsAskedForWhileItRunsIsDoneOnceMore() {
        Serial[] itself = new Serial[1];
        itself[0] = new Serial(handedIn::add, () -> {
            if (runs.incrementAndGet() == 1) {
                itself[0].ask();
                itself[0].ask();
            }
        });
        itself[0].ask();
        Objects.requireNonNull(handedIn.poll()).run();
        assertThat(runs).hasValue(2);
        assertThat(handedIn).isEmpty();
    }

    @Test
    void whereThereWasNoRoomItCanBeAskedForAgain() {
        boolean[] room = {false};
        Serial serial = new Serial(work -> room[0] && handedIn.add(work), runs::incrementAndGet);
        serial.ask();
        assertThat(handedIn).isEmpty();
        room[0] = true;
        serial.ask();
        assertThat(handedIn).hasSize(1);
    }
}
