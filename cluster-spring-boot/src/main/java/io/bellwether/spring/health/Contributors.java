package io.bellwether.spring.health;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health contributors of the application by name; those inside another one as {@code db/orders}. */
public final class Contributors {

    /** Our own: what the cluster says of itself is no news to it. */
    static final String OWN = "cluster";

    private final Supplier<List<HealthContributors>> registries;
    private final Set<String> excluded;

    /** Of these registries, which may change, without those of these names. */
    public Contributors(Supplier<List<HealthContributors>> registries, List<String> excluded) {
        this.registries = registries;
        this.excluded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.excluded.addAll(excluded);
        this.excluded.add(OWN);
    }

    /** Those there are now, ordered by name. */
    Map<String, HealthIndicator> present() {
        Map<String, HealthIndicator> found = new TreeMap<>();
        registries.get().forEach(registry -> collect("", registry, found));
        return found;
    }

    private void collect(String prefix, HealthContributors from, Map<String, HealthIndicator> found) {
        from.forEach(entry -> {
            String name = prefix + entry.name();
            HealthContributor contributor = entry.contributor();
            if (excluded.contains(name)) {
                return;
            }
            if (contributor instanceof HealthContributors nested) {
                collect(name + "/", nested, found);
            } else if (contributor instanceof HealthIndicator indicator) {
                found.putIfAbsent(name, indicator);
            }
        });
    }

    /** The name of the contributor that this one is inside of, or its own. */
    static String outermost(String name) {
        int slash = name.indexOf('/');
        return (slash < 0 ? name : name.substring(0, slash)).toLowerCase(Locale.ROOT);
    }
}
