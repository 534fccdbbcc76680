package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.message.Message;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Session;
import java.util.Arrays;
import java.util.List;

/** A run of our cluster on which the invariants look, and in which the ledger is kept. */
final class Watched {

    /** What travels as datagrams; all else goes over connections, between coordinators or to them. */
    static final List<String> DATAGRAMS = Arrays.stream(Message.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .toList();

    final Cluster cluster;
    final Ledger ledger;
    private final Invariants invariants;

    Watched(Session session, ClusterSpec spec, long seed) {
        this(session, new Cluster(spec, seed));
    }

    Watched(Session session, Cluster cluster) {
        this.cluster = cluster;
        var trace = session.trace(cluster.world().seed());
        if (trace != null) {
            cluster.world().trace(trace);
        }
        invariants = new Invariants(cluster);
        ledger = new Ledger(cluster);
    }

    /** Bytes of datagrams that a machine sent in this time: payloads of UDP, headers and tags of ours included. */
    long datagramBytes(int machine, long fromNanos, long toNanos) {
        var traffic = cluster.world().traffic();
        return DATAGRAMS.stream()
                .mapToLong(kind -> traffic.bytes(Traffic.Way.SENT, machine, kind, fromNanos, toNanos))
                .sum();
    }

    /** The promises broken; the first is told with what replays it. */
    int broken(Session session) {
        if (!invariants.violations().isEmpty()) {
            session.note("seed %d: %s"
                    .formatted(cluster.world().seed(), invariants.violations().getFirst()));
        }
        return invariants.violations().size();
    }

    static Row promises(int broken) {
        return Row.ours("promises broken", "", broken, Goal.exactly(0));
    }
}
