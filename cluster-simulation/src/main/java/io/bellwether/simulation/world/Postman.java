package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Drop;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.network.Traffic.Way;
import java.util.SplittableRandom;

/** Carries messages: a datagram meets its fate when it is sent, and the state of its receiver when it arrives. */
final class Postman implements Mail {

    private final Timeline timeline;
    private final Network network;
    private final Traffic traffic;
    private final SplittableRandom random;
    private final Host[] hosts;
    private final Connections connections;

    Postman(Timeline timeline, Network network, Traffic traffic, SplittableRandom random, Host[] hosts) {
        this.timeline = timeline;
        this.network = network;
        this.traffic = traffic;
        this.random = random;
        this.hosts = hosts;
        this.connections = new Connections(timeline, network, traffic, random, hosts);
    }

    Connections connections() {
        return connections;
    }

    @Override
    public void send(Host from, int to, Object message, int bytes, Channel channel) {
        if (to < 0 || to >= hosts.length) {
            throw new IllegalArgumentException(
                    "machine %d sends to %d, but machines are 0 to %d".formatted(from.self(), to, hosts.length - 1));
        }
        int kind = traffic.kind(message);
        traffic.count(Way.SENT, from.self(), kind, bytes, timeline.now);
        if (timeline.tracingMessages) {
            timeline.note(from.self(), "send", "to %d by %s: %s".formatted(to, channel, message));
        }
        if (channel == Channel.STREAM) {
            connections.send(from, to, message, bytes, kind);
        } else {
            datagram(from.self(), to, message, bytes, kind);
        }
    }

    @Override
    public void handedOver(Event message) {
        traffic.count(Way.RECEIVED, message.machine, message.traffic, message.bytes, timeline.now);
        if (timeline.tracingMessages) {
            timeline.note(message.machine, "receive", "from %d: %s".formatted(message.peer, message.payload));
        }
    }

    /** Brings a datagram to its machine. */
    void arrive(Event datagram) {
        var receiver = hosts[datagram.machine];
        if (!receiver.arrive(datagram)) {
            drop(
                    datagram.peer,
                    datagram.machine,
                    switch (receiver.condition()) {
                        case DOWN -> Drop.DOWN;
                        case FROZEN -> Drop.FROZEN;
                        case UP, BLOCKED -> Drop.FULL;
                    });
            timeline.queue.giveBack(datagram);
        }
    }

    private void datagram(int from, int to, Object message, int bytes, int kind) {
        if (!network.open(from, to)) {
            drop(from, to, Drop.CUT);
        } else if (network.loses(from, to, random)) {
            drop(from, to, Drop.LOST);
        } else {
            post(from, to, message, bytes, kind);
            if (network.doubles(random)) {
                post(from, to, message, bytes, kind);
            }
        }
    }

    private void post(int from, int to, Object message, int bytes, int kind) {
        var event = timeline.queue.take();
        event.kind = Event.Kind.DATAGRAM;
        event.machine = to;
        event.peer = from;
        event.payload = message;
        event.bytes = bytes;
        event.traffic = kind;
        timeline.add(timeline.now + network.latencyNanos(from, to, random) + network.holdUpNanos(random), event);
    }

    private void drop(int from, int to, Drop why) {
        traffic.drop(why);
        if (timeline.tracingMessages) {
            timeline.note(to, "drop", "from %d: %s".formatted(from, why));
        }
    }
}
