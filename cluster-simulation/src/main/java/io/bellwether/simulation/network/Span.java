package io.bellwether.simulation.network;

import io.bellwether.simulation.network.Traffic.Way;

/** What went over the network in some span of time. */
record Span(Counts sent, Counts received) {

    static Span empty(int machines) {
        return new Span(new Counts(machines), new Counts(machines));
    }

    Counts of(Way way) {
        return way == Way.SENT ? sent : received;
    }

    void addAll(Span other) {
        sent.addAll(other.sent);
        received.addAll(other.received);
    }
}
