package io.bellwether.coordinator.start;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.EveryObserver;
import io.bellwether.coordinator.host.Consensus;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Part;
import io.bellwether.coordinator.raft.Halt;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The coordinator as beans; whatever is a {@link Part} is replicated with the members. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoordinatorProperties.class)
class CoordinatorConfiguration {

    private static final int WEB_PORT = 8081;

    @Bean(destroyMethod = "")
    Host host(
            CoordinatorProperties properties,
            Environment environment,
            ObjectProvider<Part> parts,
            ObjectProvider<AgentObserver> observers,
            ObjectProvider<Halt> halt) {
        var settings = CoordinatorSettings.of(
                properties,
                environment.getProperty("phi.threshold", Double.class),
                environment.getProperty("server.port", Integer.class, WEB_PORT));
        List<Part> all = parts.orderedStream().toList();
        var observer = new EveryObserver(observers.orderedStream().toList());
        return new Host(settings, all, observer, halt.getIfAvailable(Ending::halt));
    }

    @Bean
    HostLifecycle hostLifecycle(Host host, CoordinatorProperties properties, ApplicationContext context) {
        return new HostLifecycle(host, properties.service(), context);
    }

    @Bean
    Consensus consensus(Host host) {
        return host.consensus();
    }

    /** The agent of this process: there is one, and the starter makes no second. */
    @Bean(destroyMethod = "")
    ClusterAgent clusterAgent(Host host) {
        return host.agent();
    }
}
