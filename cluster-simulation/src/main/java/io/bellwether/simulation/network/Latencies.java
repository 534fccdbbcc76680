package io.bellwether.simulation.network;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long each link takes: by its own rule, else by the zones of its ends, else as everywhere. */
final class Latencies {

    private final @Nullable Latency[] @Nullable [] links;
    private Latency everywhere = Latency.lan();
    private Latency between = everywhere;
    private int @Nullable [] zoneOf;

    Latencies(int machines) {
        links = new Latency[machines][];
    }

    void everywhere(Latency latency) {
        everywhere = latency;
    }

    void link(int from, int to, Latency latency) {
        var row = links[from];
        if (row == null) {
            row = new Latency[links.length];
            links[from] = row;
        }
        row[to] = latency;
    }

    void zones(int[] zones, Latency latency) {
        if (zones.length != links.length) {
            throw new IllegalArgumentException(
                    "zones must be named for all %d machines, got %d".formatted(links.length, zones.length));
        }
        zoneOf = zones.clone();
        between = latency;
    }

    long nanos(int from, int to, RandomGenerator random) {
        return of(from, to).nanos(random);
    }

    private Latency of(int from, int to) {
        var row = links[from];
        var ofLink = row == null ? null : row[to];
        if (ofLink != null) {
            return ofLink;
        }
        return zoneOf == null || zoneOf[from] == zoneOf[to] ? everywhere : between;
    }
}
