package io.bellwether.gateway.routing;

import java.util.concurrent.ThreadLocalRandom;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The load balancer of each service. It takes the instances from the discovery client, asked for every request: the
 * default keeps a list for 35 s, and would send requests to the dead for as long.
 *
 * <p>Not a configuration class of the application: each service's load balancer makes its own.
 */
final class InstancesConfiguration {

    @Bean
    ServiceInstanceListSupplier instances(ConfigurableApplicationContext context) {
        return ServiceInstanceListSupplier.builder().withDiscoveryClient().build(context);
    }

    @Bean
    ReactorServiceInstanceLoadBalancer balancer(ServiceInstanceListSupplier instances, Loads loads) {
        // The generator of the calling thread: one for all would be a place to wait at.
        var choice = new ChoiceOfTwo(() -> ThreadLocalRandom.current().nextLong());
        return new HealthBalancer(instances, choice, loads, System::nanoTime);
    }
}
