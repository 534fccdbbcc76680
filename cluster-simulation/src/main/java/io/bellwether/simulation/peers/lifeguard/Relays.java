package io.bellwether.simulation.peers.lifeguard;

import io.bellwether.simulation.peers.Stopwatch;
import java.util.ArrayDeque;

/** Pings sent for others: the answer is passed on, and its absence is told by a nack. */
final class Relays {

    private final long timeoutNanos;
    private final Post post;
    private final ArrayDeque<Relay> waiting = new ArrayDeque<>();

    Relays(LifeguardSettings settings, Post post) {
        timeoutNanos = settings.probeTimeout().toNanos();
        this.post = post;
    }

    void ping(int asker, Letter.PingRequest request, long now) {
        var sequence = post.nextSequence();
        waiting.add(new Relay(asker, request.sequence(), sequence, now + timeoutNanos));
        post.datagram(request.target(), news -> new Letter.Ping(sequence, news));
    }

    void acknowledged(int sequence) {
        for (var relay : waiting) {
            if (relay.sequence == sequence) {
                waiting.remove(relay);
                post.datagram(relay.asker, news -> new Letter.Ack(relay.askedSequence, news));
                return;
            }
        }
    }

    long deadline() {
        var first = waiting.peekFirst();
        return first == null ? Stopwatch.NEVER : first.until;
    }

    void wake(long now) {
        while (deadline() <= now) {
            var relay = waiting.removeFirst();
            post.datagram(relay.asker, news -> new Letter.Nack(relay.askedSequence, news));
        }
    }

    private record Relay(int asker, int askedSequence, int sequence, long until) {}
}
