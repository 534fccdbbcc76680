package io.bellwether.coordinator.config;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The keys of one namespace at one version.
 *
 * @param version Of the store when a key in it was last written or deleted.
 * @param items By key, in order.
 */
public record ConfigNamespace(String name, long version, NavigableMap<String, ConfigItem> items) {

    public ConfigNamespace {
        items = Collections.unmodifiableNavigableMap(new TreeMap<>(items));
    }
}
