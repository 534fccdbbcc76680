package io.bellwether.gateway.routing;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the choice of instances. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    Router router(
            DiscoveryClient discovery,
            RoutingProperties properties,
            RoutingMeters meters,
            @Value("${cluster.node.zone:}") String zone,
            @Value("${spring.application.name}") String service) {
        // The generator of the calling thread: one for all would be a place to wait at.
        var pools = new PoolFactory(
                properties, () -> ThreadLocalRandom.current().nextLong(), System::nanoTime, meters::listener);
        return new Router(discovery, pools, meters::show, service, zone, System::nanoTime);
    }

    @Bean
    RoutingMeters routingMeters(MeterRegistry meters) {
        return new RoutingMeters(meters);
    }

    @Bean
    static RouteMeters routeMeters() {
        return new RouteMeters();
    }
}
