package io.bellwether.gateway.forward;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.gateway.routing.Router;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires how requests are sent on. */
@Configuration(proxyBeanMethods = false)
class ForwardConfiguration {

    @Bean
    Plans plans(ForwardProperties properties) {
        return new Plans(properties);
    }

    @Bean
    Writability writability(ObjectProvider<ClusterView> view) {
        ClusterView cluster = view.getIfAvailable();
        return cluster == null ? new Writability.OfNoCluster() : new ClusterWritability(cluster);
    }

    @Bean
    Alarms alarms() {
        return new Alarms(System::nanoTime);
    }

    @Bean
    ForwardFilter forwardFilter(
            Router router,
            Plans plans,
            ForwardProperties properties,
            Writability writability,
            Alarms alarms,
            MeterRegistry meters) {
        var repeats = new Repeats(
                Math.toIntExact(properties.repeatBodyMax().toBytes()),
                new Memory(properties.repeatMemory().toBytes()));
        return new ForwardFilter(
                router, plans, repeats, writability, new ForwardMeters(meters), alarms, System::nanoTime);
    }

    @Bean
    BodyTimeoutFilter bodyTimeoutFilter(Alarms alarms) {
        return new BodyTimeoutFilter(alarms);
    }

    /** The library would send a request again by itself when its connection is reset, a write too; we know better. */
    @Bean
    HttpClientCustomizer noRetryOfTheLibrary() {
        return client -> client.disableRetry(true);
    }

    /** A route that cannot be meant so stops the start, and not the first request for it. */
    @Bean
    SmartInitializingSingleton routesAreSound(RouteLocator routes, Plans plans) {
        return () -> routes.getRoutes().doOnNext(plans::of).blockLast();
    }
}
