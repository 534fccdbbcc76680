package io.bellwether.coordinator.config;

import io.bellwether.coordinator.storage.Payload.Config;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much the config store takes. All of it is in the memory of every coordinator and in every snapshot, so it is for
 * settings and not for data.
 */
public final class ConfigLimits {

    public static final int NAMESPACES_MAX = 100;

    /** Keys in one namespace. */
    public static final int KEYS_MAX = 1_000;

    /** Characters in the name of a namespace. */
    public static final int NAMESPACE_CHARACTERS_MAX = 64;

    public static final int KEY_CHARACTERS_MAX = 200;

    public static final int MEDIA_TYPE_CHARACTERS_MAX = 100;

    /** Bytes of one value in UTF-8: even where JSON needs six for each, an entry of the log takes it. */
    public static final int VALUE_BYTES_MAX = 64 * 1024;

    /** Bytes of all values that one change replaces a namespace with; for the same reason. */
    public static final int REPLACE_BYTES_MAX = 64 * 1024;

    /** Bytes of the whole store, each key with {@link #ITEM_BYTES} beside its texts. */
    public static final int BYTES_MAX = 4 * 1024 * 1024;

    /** What a key costs beside its texts. */
    public static final int ITEM_BYTES = 128;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~][ -~]*");

    private ConfigLimits() {}

    /** What counts towards {@link #BYTES_MAX}. */
    static long bytes(Config.Item item) {
        return (long) ITEM_BYTES + bytes(item.key()) + bytes(item.mediaType()) + bytes(item.value());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is wrong with a change, whatever is in the store; null if nothing is. */
    public static @Nullable String fault(Config change) {
        String fault = nameFault("namespace", change.namespace(), NAMESPACE_CHARACTERS_MAX);
        if (fault != null) {
            return fault;
        }
        return switch (change) {
            case Config.Put put -> fault(put.item());
            case Config.Delete delete -> nameFault("key", delete.key(), KEY_CHARACTERS_MAX);
            case Config.Replace replace -> fault(replace.items());
            case Config.Clear clear -> null;
        };
    }

    private static @Nullable String fault(List<Config.Item> items) {
        if (items.isEmpty() || items.size() > KEYS_MAX) {
            return "a namespace has 1 to %d keys, got %d".formatted(KEYS_MAX, items.size());
        }
        var keys = new TreeSet<String>();
        long total = 0;
        for (Config.Item item : items) {
            String fault = fault(item);
            if (fault != null) {
                return fault;
            }
            if (!keys.add(item.key())) {
                return "key '%s' is there twice".formatted(item.key());
            }
            total += bytes(item);
        }
        return total > REPLACE_BYTES_MAX
                ? "one change takes at most %d bytes, each key counted with %d bytes more, got %d"
                        .formatted(REPLACE_BYTES_MAX, ITEM_BYTES, total)
                : null;
    }

    private static @Nullable String fault(Config.Item item) {
        String fault = nameFault("key", item.key(), KEY_CHARACTERS_MAX);
        if (fault != null) {
            return fault;
        }
        String mediaType = item.mediaType();
        if (mediaType.length() > MEDIA_TYPE_CHARACTERS_MAX
                || !MEDIA_TYPE.matcher(mediaType).matches()) {
            return "a media type is 1 to %d printable characters of ASCII, got %d characters"
                    .formatted(MEDIA_TYPE_CHARACTERS_MAX, mediaType.length());
        }
        int bytes = bytes(item.value());
        return bytes > VALUE_BYTES_MAX
                ? "a value has at most %d bytes, that of '%s' has %d".formatted(VALUE_BYTES_MAX, item.key(), bytes)
                : null;
    }

    private static @Nullable String nameFault(String what, String name, int charactersMax) {
        if (name.length() <= charactersMax && NAME.matcher(name).matches()) {
            return null;
        }
        String shown = name.length() > charactersMax ? name.substring(0, charactersMax) + "..." : name;
        return "a %s is 1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-', the first a letter or digit, got '%s'"
                .formatted(what, charactersMax, shown);
    }

    /** Why the store may not become this, null if it may. */
    static @Nullable String excess(ConfigView next, String namespace) {
        ConfigNamespace changed = next.namespace(namespace);
        if (changed != null && changed.items().size() > KEYS_MAX) {
            return "namespace '%s' has %d keys, which is the most".formatted(namespace, KEYS_MAX);
        }
        if (next.namespaces().size() > NAMESPACES_MAX) {
            return "there are %d namespaces, which is the most".formatted(NAMESPACES_MAX);
        }
        return next.bytes() > BYTES_MAX
                ? "the store would have %d bytes, at most it has %d".formatted(next.bytes(), BYTES_MAX)
                : null;
    }
}
