package io.bellwether.gateway.show;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.routing.Router;
import io.bellwether.spring.discovery.ServiceCatalog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what the gateway tells. */
@Configuration(proxyBeanMethods = false)
class ShowConfiguration {

    @Bean
    Routing routing(
            RouteLocator routes,
            Router router,
            ObjectProvider<ServiceCatalog> catalog,
            ObjectProvider<ClusterView> view) {
        return new Routing(routes, router, catalog.getIfAvailable(), view.getIfAvailable());
    }

    @Bean
    TableHealth tableHealthIndicator(ObjectProvider<ServiceCatalog> catalog) {
        var known = catalog.getIfAvailable();
        return new TableHealth(known == null ? null : known::isComplete, System::nanoTime);
    }

    @Bean
    RoutingHealth routingHealthIndicator(Routing routing) {
        return new RoutingHealth(routing);
    }
}
