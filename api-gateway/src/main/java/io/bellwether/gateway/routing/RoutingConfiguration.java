package io.bellwether.gateway.routing;

import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the choice of instances. */
@Configuration(proxyBeanMethods = false)
@LoadBalancerClients(defaultConfiguration = InstancesConfiguration.class)
class RoutingConfiguration {

    @Bean
    Loads loads() {
        return new Loads();
    }

    @Bean
    LoadFilter loadFilter(Loads loads) {
        return new LoadFilter(loads, System::nanoTime);
    }

    @Bean
    static RouteMeters routeMeters() {
        return new RouteMeters();
    }
}
