package io.bellwether.gateway.routing;

import io.bellwether.gateway.routing.Pool.Locality;
import io.bellwether.gateway.routing.Pool.Picked;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** Chooses an instance for each request, from what the discovery lists at this moment. Never waits. */
public final class Router {

    /** More services than this are not kept apart: their names come from the routes, which are few. */
    private static final int SERVICES_MAX = 1_000;

    private final DiscoveryClient discovery;
    private final PoolFactory factory;
    private final BiConsumer<String, Pool> whenNew;
    private final String ownService;
    private final String ownZone;
    private final LongSupplier nanoTime;
    private final Map<String, Known> services = new ConcurrentHashMap<>();
    private volatile Gateways gateways = new Gateways(List.of(), Map.of());

    /**
     * A router.
     *
     * @param whenNew Is told of each service that is asked for the first time.
     * @param ownService The service that this gateway is an instance of.
     * @param ownZone The zone that it is in, empty where there are none.
     */
    Router(
            DiscoveryClient discovery,
            PoolFactory factory,
            BiConsumer<String, Pool> whenNew,
            String ownService,
            String ownZone,
            LongSupplier nanoTime) {
        this.discovery = discovery;
        this.factory = factory;
        this.whenNew = whenNew;
        this.ownService = ownService;
        this.ownZone = ownZone;
        this.nanoTime = nanoTime;
    }

    /** Who of this service gets a request that these have been tried for. */
    public Choice choose(String service, Tried tried) {
        Pool pool = pool(service);
        long now = nanoTime.getAsLong();
        count(pool, tried, now);
        Picked picked = pool.choose(tried.backends(), locality(), now);
        return picked.backend() == null
                ? new Choice.Nobody(picked.why())
                : new Choice.Chosen(call(pool, picked.backend(), tried));
    }

    /** The same for a request that only one of them can serve, whom nothing but its circuit can exclude. */
    public Choice only(String service, String instance, Tried tried) {
        return one(service, facts -> facts.name().equals(instance), tried);
    }

    /** The instance that is reached at the host and port of this address, from inside or from outside. */
    public Choice at(String service, URI address, Tried tried) {
        return one(service, facts -> facts.isAt(address), tried);
    }

    private Choice one(String service, Predicate<Facts> which, Tried tried) {
        Pool pool = pool(service);
        count(pool, tried, nanoTime.getAsLong());
        for (Backend backend : pool.backends()) {
            if (which.test(backend.facts()) && !tried.backends().contains(backend)) {
                return backend.circuit().tryAcquirePermission()
                        ? new Choice.Chosen(call(pool, backend, tried))
                        : new Choice.Nobody(Choice.Why.CIRCUITS_OPEN);
            }
        }
        return new Choice.Nobody(Choice.Why.NO_INSTANCE);
    }

    /** Only requests that come in earn retries, and not the retries themselves. */
    private static void count(Pool pool, Tried tried, long nowNanos) {
        if (tried.count() == 0) {
            pool.budget().request(nowNanos);
        }
    }

    /** Whether a failed request may be sent once more; if so it is counted. */
    public boolean takeRetry(String service) {
        return pool(service).budget().take(nanoTime.getAsLong());
    }

    private Choice.Call call(Pool pool, Backend backend, Tried tried) {
        tried.add(backend);
        return new RunningCall(pool, backend, nanoTime);
    }

    Pool pool(String service) {
        List<ServiceInstance> listed = discovery.getInstances(service);
        Known known = services.get(service);
        if (known == null) {
            if (services.size() >= SERVICES_MAX) {
                throw new IllegalStateException("more than %d services are routed to".formatted(SERVICES_MAX));
            }
            known = services.computeIfAbsent(service, this::open);
        }
        // The catalog gives the same list until something changes, and a list equals itself at once.
        if (!known.listed.equals(listed)) {
            known.take(listed, nanoTime.getAsLong());
        }
        return known.pool;
    }

    private Known open(String service) {
        Pool pool = factory.create(service, nanoTime.getAsLong());
        whenNew.accept(service, pool);
        return new Known(pool);
    }

    /** How the instances of a service stand now. */
    public ServiceView describe(String service) {
        Pool pool = pool(service);
        long now = nanoTime.getAsLong();
        return new ServiceView(
                service, pool.isPanic(pool.backends(), now), pool.budget().left(now), pool.describe(locality(), now));
    }

    private Locality locality() {
        if (ownZone.isEmpty()) {
            return Locality.NONE;
        }
        List<ServiceInstance> listed = discovery.getInstances(ownService);
        Gateways known = gateways;
        if (!known.listed().equals(listed)) {
            Map<String, Integer> byZone = new TreeMap<>();
            listed.forEach(instance -> byZone.merge(Listing.zone(instance), 1, Integer::sum));
            known = new Gateways(listed, byZone);
            gateways = known;
        }
        return new Locality(ownZone, known.byZone());
    }

    private record Gateways(List<ServiceInstance> listed, Map<String, Integer> byZone) {}

    /** A service, and the list that its pool was last made of. */
    private static final class Known {

        private final Pool pool;
        private volatile List<ServiceInstance> listed = List.of();

        Known(Pool pool) {
            this.pool = pool;
        }

        synchronized void take(List<ServiceInstance> now, long nowNanos) {
            pool.update(now.stream().map(Listing::facts).toList(), nowNanos);
            listed = now;
        }
    }

    /** A request to one instance. */
    private static final class RunningCall implements Choice.Call {

        private final Pool pool;
        private final Backend backend;
        private final LongSupplier nanoTime;
        private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.CHOSEN);
        private volatile long begunNanos;
        private volatile Duration patience = Duration.ZERO;

        RunningCall(Pool pool, Backend backend, LongSupplier nanoTime) {
            this.pool = pool;
            this.backend = backend;
            this.nanoTime = nanoTime;
        }

        @Override
        public String instance() {
            return backend.facts().name();
        }

        @Override
        public URI uri() {
            return backend.facts().uri();
        }

        @Override
        public void begin(Duration patience) {
            this.patience = patience;
            begunNanos = nanoTime.getAsLong();
            if (stage.compareAndSet(Stage.CHOSEN, Stage.BEGUN)) {
                backend.load().begin(begunNanos);
            }
        }

        @Override
        public void end(Result result) {
            switch (stage.getAndSet(Stage.OVER)) {
                case BEGUN -> pool.ended(backend, result, begunNanos, patience, nanoTime.getAsLong());
                // Its sender gave up between the choice and the sending: nothing was asked, so nothing is known.
                case CHOSEN -> backend.circuit().releasePermission();
                case OVER -> {}
            }
        }

        @Override
        public void drop() {
            end(Result.ABANDONED);
        }

        private enum Stage {
            CHOSEN,
            BEGUN,
            OVER
        }
    }
}
