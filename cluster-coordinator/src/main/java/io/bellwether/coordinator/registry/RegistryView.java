package io.bellwether.coordinator.registry;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All registrations at one entry; it never changes.
 *
 * @param clusterNanos Cluster time of the latest entry.
 * @param registrations By service and instance, in order.
 */
public record RegistryView(long clusterNanos, NavigableMap<String, Registration> registrations) {

    static final RegistryView EMPTY = new RegistryView(0, Collections.emptyNavigableMap());

    public RegistryView {
        registrations = Collections.unmodifiableNavigableMap(registrations);
    }

    /** The instances of one service, in the order of their names. */
    public List<Registration> instances(String service) {
        return registrations.values().stream()
                .filter(each -> each.service().equals(service))
                .toList();
    }

    /** The same at a later time, without those that are over by then. */
    RegistryView at(long nanos) {
        var standing = new TreeMap<>(registrations);
        standing.values().removeIf(each -> each.endsNanos() <= nanos);
        return new RegistryView(nanos, standing.size() == registrations.size() ? registrations : standing);
    }

    RegistryView with(Registration registration) {
        var next = new TreeMap<>(registrations);
        next.put(registration.key(), registration);
        return new RegistryView(clusterNanos, next);
    }
}
