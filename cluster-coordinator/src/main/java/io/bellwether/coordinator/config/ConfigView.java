package io.bellwether.coordinator.config;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration at one version; it never changes, so a reader sees every change whole or not at all.
 *
 * @param version Counts the changes that were carried out.
 * @param bytes What counts towards {@link ConfigLimits#BYTES_MAX}.
 * @param namespaces By name, in order; none is empty.
 */
public record ConfigView(long version, long bytes, NavigableMap<String, ConfigNamespace> namespaces) {

    static final ConfigView EMPTY = new ConfigView(0, 0, Collections.emptyNavigableMap());

    public ConfigView {
        namespaces = Collections.unmodifiableNavigableMap(new TreeMap<>(namespaces));
    }

    public @Nullable ConfigNamespace namespace(String name) {
        return namespaces.get(name);
    }

    public @Nullable ConfigItem item(String namespace, String key) {
        ConfigNamespace found = namespaces.get(namespace);
        return found == null ? null : found.items().get(key);
    }

    /** Up to so many items of a namespace whose keys come after this one; a null key begins. */
    public List<ConfigItem> items(String namespace, @Nullable String after, int itemsMax) {
        ConfigNamespace found = namespaces.get(namespace);
        if (found == null) {
            return List.of();
        }
        NavigableMap<String, ConfigItem> rest =
                after == null ? found.items() : found.items().tailMap(after, false);
        return rest.values().stream().limit(itemsMax).toList();
    }

    /** The next version, in which this namespace has these items. */
    ConfigView with(String namespace, NavigableMap<String, ConfigItem> items) {
        var next = new TreeMap<>(namespaces);
        ConfigNamespace before = items.isEmpty()
                ? next.remove(namespace)
                : next.put(namespace, new ConfigNamespace(namespace, version + 1, items));
        long bytesBefore = before == null ? 0 : bytes(before.items());
        return new ConfigView(version + 1, bytes - bytesBefore + bytes(items), next);
    }

    private static long bytes(NavigableMap<String, ConfigItem> items) {
        return items.values().stream().mapToLong(ConfigItem::bytes).sum();
    }
}
