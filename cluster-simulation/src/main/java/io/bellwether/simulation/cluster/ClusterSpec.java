package io.bellwether.simulation.cluster;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.network.Latency;
import java.util.ArrayList;
import java.util.List;

/**
 * What a simulated cluster is made of.
 *
 * @param nodes All machines, coordinators included.
 * @param coordinators The machines that are coordinators and voters.
 * @param zoneOf The zone of each machine, by number.
 * @param zones How many zones there are; with one, none is told.
 * @param profile How fast it goes.
 * @param latency How long packets take.
 * @param settled Whether the run begins with everybody in and HEALTHY; else everybody joins first.
 */
public record ClusterSpec(
        int nodes,
        List<Integer> coordinators,
        List<Integer> zoneOf,
        int zones,
        TimingProfile profile,
        Latency latency,
        boolean settled) {

    public ClusterSpec {
        coordinators = List.copyOf(coordinators);
        zoneOf = List.copyOf(zoneOf);
        if (coordinators.isEmpty() || coordinators.size() > nodes || zoneOf.size() != nodes) {
            throw new IllegalArgumentException(
                    "a cluster of %d machines needs coordinators and a zone for each, got %s and %s"
                            .formatted(nodes, coordinators, zoneOf));
        }
    }

    /** The first machines are coordinators, one zone, default timing, settled. */
    public static ClusterSpec of(int nodes, int coordinators) {
        List<Integer> first = new ArrayList<>();
        for (int machine = 0; machine < coordinators; machine++) {
            first.add(machine);
        }
        return of(nodes, first, 1);
    }

    /** These machines are coordinators, zones in turn, default timing, settled. */
    public static ClusterSpec of(int nodes, List<Integer> coordinators, int zones) {
        List<Integer> zoneOf = new ArrayList<>();
        for (int machine = 0; machine < nodes; machine++) {
            zoneOf.add(machine % zones);
        }
        return new ClusterSpec(nodes, coordinators, zoneOf, zones, TimingProfile.DEFAULT, Latency.lan(), true);
    }

    public ClusterSpec with(TimingProfile other) {
        return new ClusterSpec(nodes, coordinators, zoneOf, zones, other, latency, settled);
    }

    public ClusterSpec with(Latency other) {
        return new ClusterSpec(nodes, coordinators, zoneOf, zones, profile, other, settled);
    }

    /** Everybody joins first. */
    public ClusterSpec unsettled() {
        return new ClusterSpec(nodes, coordinators, zoneOf, zones, profile, latency, false);
    }

    public boolean isCoordinator(int machine) {
        return coordinators.contains(machine);
    }

    String zone(int machine) {
        return zones == 1 ? "" : "zone-" + (char) ('a' + zoneOf.get(machine));
    }
}
