package io.bellwether.gateway.forward;

import io.bellwether.gateway.routing.Tried;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** What happens to one request on its way, for those that tell of it. Confined to the request. */
public final class Forwarding {

    private static final String ATTRIBUTE = Forwarding.class.getName();

    private final String service;
    private final Plan plan;
    private final Deadline deadline;
    private final Tried tried = new Tried();
    private final List<String> instances = new ArrayList<>(2);

    Forwarding(String service, Plan plan, Deadline deadline) {
        this.service = service;
        this.plan = plan;
        this.deadline = deadline;
    }

    /** That of a request; null if it was not sent on. */
    public static @Nullable Forwarding of(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE);
    }

    void attachTo(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    public String service() {
        return service;
    }

    /** The instances that it was sent to, in order. */
    public List<String> instances() {
        return List.copyOf(instances);
    }

    Plan plan() {
        return plan;
    }

    /** By when its answer must be there. */
    public Deadline deadline() {
        return deadline;
    }

    Tried tried() {
        return tried;
    }

    void sentTo(String instance) {
        instances.add(instance);
    }
}
