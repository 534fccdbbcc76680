package io.bellwether.gateway.show;

import io.bellwether.gateway.routing.InstanceView;
import io.bellwether.gateway.routing.Standing;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * How many instances of each service could be asked, and whether the list of them still moves. Never DOWN: a gateway whose
 * services are gone is in order, and taking it away would help nobody.
 */
final class RoutingHealth implements ReactiveHealthIndicator {

    private final Routing routing;

    RoutingHealth(Routing routing) {
        this.routing = routing;
    }

    @Override
    public Mono<Health> health() {
        return routing.describe().map(now -> {
            var health = Health.up()
                    .withDetail("table", now.table().frozen() ? "frozen" : "live")
                    .withDetail("why", now.table().why());
            for (Routing.Served service : now.services()) {
                health = health.withDetail(service.service(), standings(service));
            }
            return health.build();
        });
    }

    private static Map<String, Object> standings(Routing.Served service) {
        Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
        for (InstanceView instance : service.instances()) {
            counts.merge(instance.standing(), 1, Integer::sum);
        }
        Map<String, Object> told = new LinkedHashMap<>();
        for (Standing standing : List.of(Standing.values()).reversed()) {
            if (counts.containsKey(standing)) {
                told.put(standing.name().toLowerCase(Locale.ROOT), counts.get(standing));
            }
        }
        if (!service.excluded().isEmpty()) {
            told.put("excluded", service.excluded().size());
        }
        if (service.panic()) {
            told.put("panic", true);
        }
        return told;
    }
}
