package io.bellwether.gateway.routing;

import io.bellwether.gateway.routing.Pool.Locality;
import io.bellwether.gateway.routing.RoutingProperties.CircuitSettings;
import io.bellwether.gateway.routing.RoutingProperties.EjectionSettings;
import io.bellwether.gateway.routing.RoutingProperties.RetrySettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pool of invented instances, and a clock that goes when it is told to. */
final class Fleet {

    static final long MILLIS = 1_000_000;
    static final long SECOND = 1_000 * MILLIS;
    static final Duration PATIENCE = Duration.ofSeconds(1);
    static final RoutingProperties SETTINGS = new RoutingProperties(
            50,
            Duration.ofSeconds(30),
            10,
            true,
            new EjectionSettings(5, Duration.ofSeconds(30), Duration.ofSeconds(300)),
            new RetrySettings(20, 3),
            new CircuitSettings(Duration.ofSeconds(10), 20, 50, Duration.ofSeconds(5), 3));

    final List<String> ejected = new ArrayList<>();
    final Pool pool;
    Locality locality = Locality.NONE;
    long now;

    Fleet(long seed) {
        this(seed, SETTINGS);
    }

    Fleet(long seed, RoutingProperties settings) {
        pool = new PoolFactory(
                        settings,
                        new Random(seed),
                        () -> now,
                        service -> (instance, because, time) -> ejected.add(instance.name() + " " + because))
                .create("orders", now);
    }

    Fleet of(Facts... facts) {
        pool.update(Arrays.asList(facts), now);
        return this;
    }

    static Facts well(String name) {
        return scored(name, 100);
    }

    static Facts scored(String name, @Nullable Integer score) {
        return in(name, "", score);
    }

    static Facts in(String name, String zone, @Nullable Integer score) {
        return new Facts(name, 1, at(name), "", zone, score, "HEALTHY", false, false, false);
    }

    static Facts suspected(String name) {
        return new Facts(name, 1, at(name), "", "", 100, "HEALTHY", false, false, true);
    }

    static Facts recovering(String name) {
        return new Facts(name, 1, at(name), "", "", 100, "RECOVERING", false, true, false);
    }

    static Facts unreachable(String name) {
        return new Facts(name, 1, at(name), "", "", 100, "UNREACHABLE", true, false, true);
    }

    private static URI at(String name) {
        return URI.create("http://" + name + ":8080");
    }

    Backend backend(String name) {
        return pool.backends().stream()
                .filter(each -> each.facts().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Sends one request that ends at once. */
    void request(String name, Result result) {
        Backend backend = backend(name);
        backend.circuit().acquirePermission();
        backend.load().begin(now);
        pool.ended(backend, result, now, PATIENCE, now);
    }

    /** Sends one request that is answered after so long; for that time nothing else happens. */
    void answeredAfter(long millis, String name) {
        Backend backend = backend(name);
        long begun = now - millis * 1_000_000;
        backend.load().begin(begun);
        pool.ended(backend, Result.ANSWERED, begun, PATIENCE, now);
    }

    /** Which share this one is said to get now. */
    double toldShare(String name) {
        return pool.describe(locality, now).stream()
                .filter(view -> view.nodeId().equals(name))
                .mapToDouble(InstanceView::share)
                .sum();
    }

    /** Who gets so many requests, each of which is answered within a millisecond. */
    Map<String, Double> shares(int requests) {
        Map<String, Double> shares = new TreeMap<>();
        for (int i = 0; i < requests; i++) {
            Backend chosen = pool.choose(List.of(), locality, now).backend();
            String name = chosen == null ? "nobody" : chosen.facts().name();
            shares.merge(name, 1.0 / requests, Double::sum);
            if (chosen != null) {
                chosen.load().begin(now);
                pool.ended(chosen, Result.ANSWERED, now, PATIENCE, now);
            }
        }
        return shares;
    }
}
