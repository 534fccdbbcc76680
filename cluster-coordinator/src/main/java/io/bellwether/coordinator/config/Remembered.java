package io.bellwether.coordinator.config;

import io.bellwether.coordinator.storage.Payload.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that were given last, by the id of what was asked. A change that is asked for twice is carried out once: its
 * first answer is given again. Refusals are kept too, or a copy that was delayed on its way could still be carried out
 * after its sender was told that it was refused.
 */
final class Remembered {

    /** How many answers are kept; the oldest is forgotten first. */
    static final int ANSWERS_MAX = 4_096;

    /** One answer, for snapshots. {@code fingerprint} tells what was asked. */
    record Given(String id, long fingerprint, ConfigAnswer answer) {}

    private final Map<String, Given> byId = new LinkedHashMap<>();

    /** The answer of before, or that the id was used for something else; null if nothing is remembered. */
    @Nullable
    ConfigAnswer find(String id, Config change) {
        Given given = byId.get(id);
        if (given == null) {
            return null;
        }
        return given.fingerprint() == Fingerprint.of(change)
                ? given.answer()
                : ConfigAnswer.refused(
                        ConfigAnswer.Result.ID_REUSED,
                        0,
                        "'%s' is the id of another change that was asked for before".formatted(id));
    }

    void add(String id, Config change, ConfigAnswer answer) {
        add(new Given(id, Fingerprint.of(change), answer));
    }

    private void add(Given given) {
        if (given.id().isEmpty()) {
            return;
        }
        byId.put(given.id(), given);
        if (byId.size() > ANSWERS_MAX) {
            byId.remove(byId.keySet().iterator().next());
        }
    }

    List<Given> all() {
        return new ArrayList<>(byId.values());
    }

    void restore(List<Given> all) {
        byId.clear();
        all.forEach(this::add);
    }
}
