package io.bellwether.agent.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams that the network did not take yet, at most {@link #DATAGRAMS_MAX}. Where one more comes, the oldest makes
 * room: what it says is overtaken first. Confined to one thread.
 */
final class SendQueue {

    /** Enough for one beat to everybody in a large cluster's neighbourhood and a burst of gossip; 360 KB at most. */
    static final int DATAGRAMS_MAX = 256;

    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** One datagram and where it goes. */
    record Waiting(ByteBuffer datagram, InetSocketAddress to) {}

    /** Keeps a copy. Returns whether the oldest had to go for it. */
    boolean add(ByteBuffer datagram, InetSocketAddress to) {
        ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
        copy.put(datagram.duplicate()).flip();
        waiting.addLast(new Waiting(copy, to));
        if (waiting.size() > DATAGRAMS_MAX) {
            waiting.removeFirst();
            return true;
        }
        return false;
    }

    @Nullable
    Waiting first() {
        return waiting.peekFirst();
    }

    void removeFirst() {
        waiting.removeFirst();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }
}
