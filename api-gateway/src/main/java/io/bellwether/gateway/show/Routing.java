package io.bellwether.gateway.show;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.routing.InstanceView;
import io.bellwether.gateway.routing.Router;
import io.bellwether.gateway.routing.ServiceView;
import io.bellwether.spring.discovery.ClusterInstance;
import io.bellwether.spring.discovery.ServiceCatalog;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Mono;

/** Which requests go where, and who gets how much of them, and why. From memory. */
final class Routing {

    private static final String BALANCED = "lb";
    private static final Pattern UNNAMED = Pattern.compile("[^ (]*\\$\\$Lambda[^ ]* && ");

    private final RouteLocator routes;
    private final Router router;
    private final @Nullable ServiceCatalog catalog;
    private final @Nullable ClusterView view;

    /** Of these; without a cluster the instances are those of the settings. */
    Routing(RouteLocator routes, Router router, @Nullable ServiceCatalog catalog, @Nullable ClusterView view) {
        this.routes = routes;
        this.router = router;
        this.catalog = catalog;
        this.view = view;
    }

    /**
     * All of it.
     *
     * @param asOf When it was so.
     * @param table Whether the list of instances is kept up to date.
     */
    record Described(Instant asOf, Table table, List<RouteView> routes, List<Served> services) {}

    /**
     * The list of instances.
     *
     * @param frozen Whether nobody joins or leaves it, because no coordinator says so.
     * @param why The same in words.
     * @param evidenceMillis How old the newest evidence of a leader is, null if there never was any.
     */
    record Table(boolean frozen, String why, @Nullable Long evidenceMillis) {}

    /**
     * A route.
     *
     * @param to The service whose instances get its requests, or a fixed address.
     * @param when Which requests it takes.
     */
    record RouteView(String id, String to, String when) {}

    /**
     * A service.
     *
     * @param excluded Its members that get no requests whatever happens.
     */
    record Served(
            String service, boolean panic, int retriesLeft, List<InstanceView> instances, List<Excluded> excluded) {}

    /** A member that gets no requests. */
    record Excluded(String nodeId, String state, String why) {}

    Mono<Described> describe() {
        return routes.getRoutes().collectList().map(all -> {
            Set<String> services = new TreeSet<>();
            all.stream().filter(Routing::isBalanced).forEach(route -> services.add(host(route)));
            return new Described(
                    Instant.now().truncatedTo(ChronoUnit.MILLIS),
                    table(),
                    all.stream().map(Routing::view).toList(),
                    services.stream().map(this::served).toList());
        });
    }

    private Table table() {
        if (view == null) {
            return new Table(false, "no cluster: the instances are those of the settings", null);
        }
        ClusterSnapshot now = view.now();
        boolean frozen = now.isReadOnly();
        String cause = now.modeReason();
        return new Table(
                frozen,
                frozen
                        ? cause + ": nobody joins or leaves; what members tell each other still counts"
                        : cause + ": changes arrive as they are agreed upon",
                now.leaseAge(System.nanoTime())
                        .map(age -> (Long) age.toMillis())
                        .orElse(null));
    }

    private Served served(String service) {
        ServiceView now = router.describe(service);
        Set<String> listed = now.instances().stream().map(InstanceView::nodeId).collect(Collectors.toSet());
        List<ClusterInstance> everybody = catalog == null ? List.of() : catalog.everybody(service);
        List<Excluded> excluded = everybody.stream()
                .filter(instance -> !listed.contains(instance.id()))
                .map(Routing::excluded)
                .toList();
        return new Served(service, now.panic(), now.retriesLeft(), now.instances(), excluded);
    }

    private static Excluded excluded(ClusterInstance instance) {
        return new Excluded(instance.id(), instance.stateName(), instance.cause());
    }

    private static RouteView view(Route route) {
        return new RouteView(
                route.getId(),
                isBalanced(route) ? host(route) : route.getUri().toString(),
                readable(route.getPredicate().toString()));
    }

    /** Without what the library puts before each predicate, which has no name. */
    private static String readable(String predicate) {
        String named = UNNAMED.matcher(predicate).replaceAll("");
        return named.replace("(", "").replace(")", "").replace(", match trailing slash: true", "");
    }

    private static boolean isBalanced(Route route) {
        return BALANCED.equals(route.getUri().getScheme());
    }

    private static String host(Route route) {
        URI uri = route.getUri();
        return uri.getHost() == null ? uri.getSchemeSpecificPart() : uri.getHost();
    }
}
