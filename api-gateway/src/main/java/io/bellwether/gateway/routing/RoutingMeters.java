package io.bellwether.gateway.routing;

import io.bellwether.gateway.GatewayMetrics;
import io.bellwether.gateway.routing.Pool.PoolListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and tells whom routing leaves out, by service: these are named by the routes and therefore few. */
final class RoutingMeters {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingMeters.class);

    private final MeterRegistry meters;

    RoutingMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows how the instances of a pool stand, from now on. */
    void show(String service, Pool pool) {
        for (Standing standing : Standing.values()) {
            Gauge.builder(GatewayMetrics.INSTANCES, pool, of -> count(of, standing))
                    .description("Instances that the discovery lists, by how they stand with this gateway")
                    .tag("service", service)
                    .tag("standing", standing.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
        Gauge.builder(GatewayMetrics.PANIC, pool, of -> of.isPanic(of.backends(), System.nanoTime()) ? 1 : 0)
                .description("Whether all instances get requests because too few of them are well")
                .tag("service", service)
                .register(meters);
    }

    private static long count(Pool pool, Standing standing) {
        long now = System.nanoTime();
        return pool.backends().stream()
                .filter(backend -> Standing.of(backend, now) == standing)
                .count();
    }

    PoolListener listener(String service) {
        Counter ejections = Counter.builder(GatewayMetrics.EJECTIONS)
                .description("Instances left out for a while because they failed again and again")
                .tag("service", service)
                .register(meters);
        return (Facts instance, Result because, Duration time) -> {
            ejections.increment();
            LOG.atWarn()
                    .addKeyValue("action", "instance.ejected")
                    .addKeyValue("service", service)
                    .addKeyValue("instance", instance.name())
                    .addKeyValue("because", because)
                    .addKeyValue("seconds", time.toSeconds())
                    .log("instance gets no requests for a while");
        };
    }
}
