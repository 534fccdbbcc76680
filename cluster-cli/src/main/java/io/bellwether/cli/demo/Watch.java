package io.bellwether.cli.demo;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.devservices.home.StartProblem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Looks at the cluster several times a second, until something is so. */
final class Watch {

    private static final Duration POLL = Duration.ofMillis(150);

    private final ClusterClient gateway;
    private final List<URI> coordinators;
    private final CountDownLatch never = new CountDownLatch(1);

    Watch(URI gateway, List<URI> coordinators) {
        this.gateway = ClusterClient.ofGateway(gateway);
        this.coordinators = coordinators;
    }

    Sight look() {
        // The coordinator that is asked first may be the one that is stopped: then the gateway knows whom to ask
        // instead.
        var status = gateway.ask("GET", "/api/cluster/status", null, Map.of("Cache-Control", "no-cache"));
        var routing = gateway.get("/gateway/routes").json();
        return new Sight(routing, status.isOk() ? status.json() : direct());
    }

    private JsonNode direct() {
        return new ClusterClient(coordinators, null).get("/cluster/status").json();
    }

    /** After how long it was so; nothing if it was not in time. */
    Optional<Duration> until(Duration limit, Predicate<Sight> isSo) {
        long begun = System.nanoTime();
        do {
            if (isSo.test(look())) {
                return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
            }
            pass(POLL);
        } while (System.nanoTime() - begun < limit.toNanos());
        return Optional.empty();
    }

    /** Lets time pass while everything goes on: that is what the scene is about. */
    void pass(Duration time) {
        try {
            if (never.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts this down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted", e);
        }
    }
}
