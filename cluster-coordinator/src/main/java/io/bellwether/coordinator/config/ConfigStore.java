package io.bellwether.coordinator.config;

import io.bellwether.coordinator.config.ConfigAnswer.Result;
import io.bellwether.coordinator.host.Part;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.News;
import io.bellwether.coordinator.storage.ImageCodec;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.Payload;
import io.bellwether.coordinator.storage.Payload.Config;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The replicated configuration. Changed by the log's thread only; everybody reads {@link #view()}, which is replaced as a
 * whole. An answer depends on the entries before and on nothing else, so every replica gives the same.
 */
public final class ConfigStore implements Part {

    /** The whole store, for snapshots. */
    private record Image(long version, List<Space> namespaces, List<Remembered.Given> answers) {}

    private record Space(String name, long version, List<ConfigItem> items) {}

    private final ImageCodec<Image> codec = new ImageCodec<>(Image.class);
    private final Remembered remembered = new Remembered();
    private final Journal journal;

    private volatile ConfigView view = ConfigView.EMPTY;

    public ConfigStore(Journal journal) {
        this.journal = journal;
    }

    /** The configuration as of the latest entry that was applied here. */
    public ConfigView view() {
        return view;
    }

    @Override
    public String name() {
        return "config";
    }

    @Override
    public boolean takes(Payload payload) {
        return payload instanceof Config;
    }

    @Override
    public ConfigAnswer apply(long index, LogRecord entry) {
        var change = (Config) entry.payload();
        ConfigAnswer before = remembered.find(entry.id(), change);
        if (before != null) {
            return before;
        }
        ConfigAnswer answer = judge(index, entry, change);
        remembered.add(entry.id(), change, answer);
        return answer;
    }

    private ConfigAnswer judge(long index, LogRecord entry, Config change) {
        String fault = ConfigLimits.fault(change);
        if (fault != null) {
            return ConfigAnswer.refused(Result.INVALID, 0, fault);
        }
        ConfigView now = view;
        long current = current(now, change);
        if (!holds(change.condition(), current)) {
            return ConfigAnswer.refused(Result.CONDITION_FAILED, current, unmet(change, current));
        }
        NavigableMap<String, ConfigItem> before = items(now, change.namespace());
        NavigableMap<String, ConfigItem> after = changed(before, change, now.version() + 1, entry.wallMillis());
        if (after.equals(before)) {
            return change instanceof Config.Replace
                    ? ConfigAnswer.done(current, false)
                    : ConfigAnswer.refused(Result.UNKNOWN, 0, "there is no %s".formatted(subject(change)));
        }
        ConfigView next = now.with(change.namespace(), after);
        String excess = ConfigLimits.excess(next, change.namespace());
        if (excess != null) {
            return ConfigAnswer.refused(Result.FULL, current, excess);
        }
        view = next;
        tell(index, entry, change.namespace(), before, after, next.version());
        return ConfigAnswer.done(next.version(), current == 0);
    }

    /** The version of what a change is about, 0 if that is not there. */
    private static long current(ConfigView now, Config change) {
        String key = key(change);
        if (key == null) {
            ConfigNamespace namespace = now.namespace(change.namespace());
            return namespace == null ? 0 : namespace.version();
        }
        ConfigItem item = now.item(change.namespace(), key);
        return item == null ? 0 : item.version();
    }

    private static @Nullable String key(Config change) {
        return switch (change) {
            case Config.Put put -> put.item().key();
            case Config.Delete delete -> delete.key();
            case Config.Replace replace -> null;
            case Config.Clear clear -> null;
        };
    }

    private static boolean holds(Config.Condition condition, long current) {
        return switch (condition.match()) {
            case ANYTHING -> true;
            case ABSENT -> current == 0;
            case PRESENT -> current != 0;
            case VERSION -> current != 0 && current == condition.version();
        };
    }

    private static String unmet(Config change, long current) {
        String there = current == 0 ? "is not there" : "has version " + current;
        return switch (change.condition().match()) {
            case ABSENT -> "%s was to be new and %s".formatted(subject(change), there);
            case VERSION ->
                "%s was to have version %d and %s"
                        .formatted(subject(change), change.condition().version(), there);
            case PRESENT, ANYTHING -> "%s was to be there and %s".formatted(subject(change), there);
        };
    }

    private static String subject(Config change) {
        String key = key(change);
        return key == null
                ? "namespace '%s'".formatted(change.namespace())
                : "key '%s' in namespace '%s'".formatted(key, change.namespace());
    }

    private static NavigableMap<String, ConfigItem> items(ConfigView now, String name) {
        ConfigNamespace namespace = now.namespace(name);
        return namespace == null ? Collections.emptyNavigableMap() : namespace.items();
    }

    private static NavigableMap<String, ConfigItem> changed(
            NavigableMap<String, ConfigItem> before, Config change, long version, long wallMillis) {
        var after = new TreeMap<>(before);
        switch (change) {
            case Config.Put put -> after.put(put.item().key(), ConfigItem.of(put.item(), version, wallMillis));
            case Config.Delete delete -> after.remove(delete.key());
            case Config.Replace replace -> {
                after.clear();
                replace.items().forEach(item -> after.put(item.key(), kept(before, item, version, wallMillis)));
            }
            case Config.Clear clear -> after.clear();
        }
        return after;
    }

    /** A key that a replacement leaves as it is keeps its version: whoever watches it need not look. */
    private static ConfigItem kept(
            NavigableMap<String, ConfigItem> before, Config.Item item, long version, long wallMillis) {
        ConfigItem there = before.get(item.key());
        if (there != null
                && there.value().equals(item.value())
                && there.mediaType().equals(item.mediaType())) {
            return there;
        }
        return ConfigItem.of(item, version, wallMillis);
    }

    private void tell(
            long index,
            LogRecord entry,
            String namespace,
            NavigableMap<String, ConfigItem> before,
            NavigableMap<String, ConfigItem> after,
            long version) {
        for (ConfigItem item : after.values()) {
            if (!item.equals(before.get(item.key()))) {
                String what = before.containsKey(item.key()) ? "changed" : "created";
                journal.tell(index, entry, news("config.put", namespace, item.key(), version, what));
            }
        }
        for (String key : before.keySet()) {
            if (!after.containsKey(key)) {
                journal.tell(index, entry, news("config.deleted", namespace, key, version, "deleted"));
            }
        }
    }

    private static News news(String type, String namespace, String key, long version, String what) {
        // The value is not told: it may be long, and the journal is read by more people than the store.
        return new News(type, namespace + "/" + key, version, null, what);
    }

    @Override
    public byte[] image() {
        ConfigView now = view;
        var spaces = new ArrayList<Space>();
        for (ConfigNamespace each : now.namespaces().values()) {
            spaces.add(new Space(
                    each.name(), each.version(), List.copyOf(each.items().values())));
        }
        return codec.encode(new Image(now.version(), spaces, remembered.all()));
    }

    @Override
    public void restore(byte @Nullable [] bytes) {
        Image image = bytes == null ? new Image(0, List.of(), List.of()) : codec.decode(bytes);
        var namespaces = new TreeMap<String, ConfigNamespace>();
        long total = 0;
        for (Space space : image.namespaces()) {
            var items = new TreeMap<String, ConfigItem>();
            for (ConfigItem item : space.items()) {
                items.put(item.key(), item);
                total += item.bytes();
            }
            namespaces.put(space.name(), new ConfigNamespace(space.name(), space.version(), items));
        }
        remembered.restore(image.answers());
        view = new ConfigView(image.version(), total, namespaces);
    }
}
