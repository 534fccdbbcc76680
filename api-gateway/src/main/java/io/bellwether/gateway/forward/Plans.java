package io.bellwether.gateway.forward;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.cloud.gateway.route.Route;

/** The plan of each route, made once: routes do not change while the gateway runs. */
final class Plans {

    private final ForwardProperties defaults;
    private final Map<String, Plan> byRoute = new ConcurrentHashMap<>();

    Plans(ForwardProperties defaults) {
        this.defaults = defaults;
    }

    Plan of(Route route) {
        Plan known = byRoute.get(route.getId());
        return known != null ? known : byRoute.computeIfAbsent(route.getId(), id -> Plan.of(route, defaults));
    }
}
