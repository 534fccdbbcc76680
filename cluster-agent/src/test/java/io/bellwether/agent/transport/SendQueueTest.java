package io.bellwether.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class SendQueueTest {

    private final SendQueue queue = new SendQueue();

    private boolean add(int number) {
        return queue.add(ByteBuffer.allocate(4).putInt(0, number), new InetSocketAddress(1));
    }

    private int first() {
        return Objects.requireNonNull(queue.first()).datagram().getInt(0);
    }

    @Test
    void datagramsLeaveInTheirOrder() {
        add(1);
        add(2);
        assertThat(first()).isEqualTo(1);
        queue.removeFirst();
        assertThat(first()).isEqualTo(2);
        queue.removeFirst();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whereThereIsNoRoomTheOldestGoes() {
        for (int i = 0; i < SendQueue.DATAGRAMS_MAX; i++) {
            assertThat(add(i)).isFalse();
        }
        assertThat(add(999)).isTrue();
        assertThat(queue.size()).isEqualTo(SendQueue.DATAGRAMS_MAX);
        assertThat(first()).isEqualTo(1);
    }

    @Test
    void theBufferOfTheSenderIsFreeAtOnce() {
        ByteBuffer reused = ByteBuffer.allocate(4).putInt(0, 7);
        queue.add(reused, new InetSocketAddress(1));
        assertThat(reused.remaining()).isEqualTo(4);
        reused.putInt(0, 8);
        assertThat(first()).isEqualTo(7);
    }
}
