package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.message.Message;
import io.bellwether.simulation.network.Traffic;
import java.util.Arrays;
import java.util.List;

/** What travels as datagrams; all else goes over connections, between coordinators or to them. */
final class Datagrams {

    static final List<String> KINDS = Arrays.stream(Message.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList();

    private Datagrams() {}

    /** Bytes of datagrams that a machine sent in this time: payloads of UDP, headers and tags of ours included. */
    static long sent(Traffic traffic, int machine, long fromNanos, long toNanos) {
        return KINDS.stream()
                .mapToLong(kind -> traffic.bytes(Traffic.Way.SENT, machine, kind, fromNanos, toNanos))
                .sum();
    }
}
