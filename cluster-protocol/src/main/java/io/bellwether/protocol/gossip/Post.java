package io.bellwether.protocol.gossip;

import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.message.Outbox;

/** The way out for one part of gossip: counts what leaves and holds it to its allowance, whatever storm there is. */
final class Post {

    private final Sizes sizes;
    private final Counters counters;
    private final Allowance allowance;

    Post(Sizes sizes, Counters counters, Allowance allowance) {
        this.sizes = sizes;
        this.counters = counters;
        this.allowance = allowance;
    }

    /** Sends it if the allowance has the bytes. */
    boolean send(long to, Message message, long nowNanos, Outbox out) {
        int bytes = sizes.bytesMax(message);
        if (!allowance.spend(bytes, nowNanos)) {
            counters.one(Count.OVER_ALLOWANCE);
            return false;
        }
        count(bytes);
        out.send(to, message);
        return true;
    }

    /** Sends it in any case: for what is small and comes at a fixed rate. */
    void sendAlways(long to, Message message, long nowNanos, Outbox out) {
        int bytes = sizes.bytesMax(message);
        allowance.spend(bytes, nowNanos);
        count(bytes);
        out.send(to, message);
    }

    private void count(int bytes) {
        if (bytes > Sizes.DATAGRAM_BYTES_MAX) {
            throw new IllegalStateException(
                    "a datagram has at most %d bytes, this one has %d".formatted(Sizes.DATAGRAM_BYTES_MAX, bytes));
        }
        counters.one(Count.DATAGRAMS_SENT);
        counters.add(Count.BYTES_SENT, bytes);
    }
}
