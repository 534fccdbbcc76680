package io.bellwether.coordinator.metrics;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.projection.Projections;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The meters as beans, which every registry is bound to. */
@Configuration(proxyBeanMethods = false)
class MetersConfiguration {

    @Bean
    RaftMeters raftMeters(Host host) {
        return new RaftMeters(host);
    }

    @Bean
    VerdictMeters verdictMeters(Host host) {
        return new VerdictMeters(host);
    }

    @Bean
    LeaderMeters leaderMeters(Host host) {
        return new LeaderMeters(host);
    }

    @Bean
    EdgeMeters edgeMeters(Host host) {
        return new EdgeMeters(new SeenByHost(host));
    }

    @Bean
    ProjectionMeters projectionMeters(Projections projections) {
        return new ProjectionMeters(projections);
    }
}
