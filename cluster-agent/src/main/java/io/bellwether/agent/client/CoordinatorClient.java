package io.bellwether.agent.client;

import io.bellwether.agent.exchange.Exchange;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.message.Request;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks coordinators over HTTP. Connections are pooled and kept. It has no retry of its own beyond asking a second
 * coordinator when the first one fails: when to ask again, and how often, the node decides.
 */
public final class CoordinatorClient implements Coordinators {

    private volatile HttpClient http;
    private final Exchange exchange = new Exchange();
    private final Endpoints endpoints;
    private final ClientTimeouts timeouts;
    private final @Nullable String authorization;
    private final Workers workers;
    private final Counters counters;
    private final AtomicReference<@Nullable Asking> current = new AtomicReference<>();

    public CoordinatorClient(
            List<URI> coordinators,
            @Nullable ClusterSecret secret,
            ClientTimeouts timeouts,
            RandomGenerator random,
            Workers workers,
            Counters counters) {
        this.endpoints = new Endpoints(coordinators, random, counters);
        this.timeouts = timeouts;
        this.authorization = secret == null ? null : secret.authorization();
        this.workers = workers;
        this.counters = counters;
        this.http = fresh();
    }

    private HttpClient fresh() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(workers)
                .build();
    }

    /** Nothing else makes the library let a pooled connection go; each would cost the time-out of an attempt. */
    @Override
    public void renew() {
        HttpClient former = http;
        http = fresh();
        former.shutdownNow();
    }

    @Override
    public void ask(Request request, Consumer<AskOutcome> done) {
        Asking asking = new Asking(this, request, done);
        giveUp(current.getAndSet(asking));
        // Even to begin can take long: the name of a coordinator has to be resolved.
        if (!workers.offer(asking::next)) {
            asking.refused();
        }
    }

    private static void giveUp(@Nullable Asking asking) {
        if (asking != null) {
            asking.giveUp();
        }
    }

    HttpClient http() {
        return http;
    }

    Exchange exchange() {
        return exchange;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    ClientTimeouts timeouts() {
        return timeouts;
    }

    @Nullable
    String authorization() {
        return authorization;
    }

    Workers workers() {
        return workers;
    }

    Counters counters() {
        return counters;
    }

    @Override
    public void close() {
        giveUp(current.getAndSet(null));
        http.shutdownNow();
    }
}
