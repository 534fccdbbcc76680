package io.bellwether.coordinator.registry;

import io.bellwether.coordinator.storage.Payload.Registry.Health;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One instance of a service, as it said itself.
 *
 * @param ttlMillis How long it stands without being renewed.
 * @param endsNanos The cluster time at which it is over.
 * @param sinceWallMillis When it was first registered without a break, by the leader's wall clock, for people.
 */
public record Registration(
        String service,
        String instance,
        String host,
        int port,
        Health health,
        SortedMap<String, String> metadata,
        long ttlMillis,
        long endsNanos,
        long sinceWallMillis) {

    public Registration {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** Services come one after another, and the instances of each. */
    String key() {
        return service + "/" + instance;
    }

    /** Whether the other says the same, apart from how long it holds. */
    boolean saysTheSameAs(Registration other) {
        return host.equals(other.host)
                && port == other.port
                && health == other.health
                && metadata.equals(other.metadata);
    }
}
