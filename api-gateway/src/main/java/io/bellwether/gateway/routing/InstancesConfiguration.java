package io.bellwether.gateway.routing;

import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Where the load balancer of each service takes its instances from: the discovery client, asked for every request. The
 * default keeps a list for 35 s, and would send requests to the dead for as long.
 *
 * <p>Not a configuration class of the application: each service's load balancer makes its own.
 */
final class InstancesConfiguration {

    @Bean
    ServiceInstanceListSupplier instances(ConfigurableApplicationContext context) {
        return ServiceInstanceListSupplier.builder().withDiscoveryClient().build(context);
    }
}
