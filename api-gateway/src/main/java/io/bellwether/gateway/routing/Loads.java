package io.bellwether.gateway.routing;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The load of each instance that can be sent to; those that are gone are forgotten. */
final class Loads {

    /** Over this, those that are gone are looked for; until then a few too many cost nothing. */
    private static final int SLACK = 16;

    private final Map<String, Load> byInstance = new ConcurrentHashMap<>();

    Load of(String instance, long nowNanos) {
        return byInstance.computeIfAbsent(instance, unused -> new Load(nowNanos));
    }

    /** Forgets whoever is not among these, except while a request waits for it. */
    void keep(Collection<String> instances) {
        if (byInstance.size() > instances.size() + SLACK) {
            byInstance
                    .entrySet()
                    .removeIf(entry -> !instances.contains(entry.getKey())
                            && entry.getValue().waiting() == 0);
        }
    }

    int size() {
        return byInstance.size();
    }
}
