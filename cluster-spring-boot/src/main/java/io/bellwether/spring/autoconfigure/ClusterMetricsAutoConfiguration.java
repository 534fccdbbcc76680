package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.spring.health.HealthCheckCounts;
import io.bellwether.spring.health.HealthFeed;
import io.bellwether.spring.health.MeterHealth;
import io.bellwether.spring.metrics.ClusterMeters;
import io.bellwether.spring.metrics.GossipMeters;
import io.bellwether.spring.metrics.HealthCheckMeters;
import io.bellwether.spring.metrics.MissingHelp;
import io.bellwether.spring.metrics.SelfMeters;
import io.bellwether.spring.settings.ClusterProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The agent's numbers as meters, and what other meters tell of the health of the application. */
@AutoConfiguration(
        after = {ClusterAutoConfiguration.class, ClusterHealthAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ClusterAgent.class, MeterRegistry.class})
public final class ClusterMetricsAutoConfiguration {

    /** Static, since filters have to be there before the first meter. */
    @Bean
    @ConditionalOnMissingBean
    static MissingHelp clusterMissingHelp() {
        return new MissingHelp();
    }

    @Bean
    @ConditionalOnMissingBean
    ClusterMeters clusterMeters(AgentMetrics metrics, ClusterView view) {
        return new ClusterMeters(metrics, view);
    }

    @Bean
    @ConditionalOnMissingBean
    SelfMeters clusterSelfMeters(ClusterView view, TimingProfile timing, ClusterProperties properties) {
        return new SelfMeters(view, timing, properties.profile().name().toLowerCase(Locale.ROOT));
    }

    @Bean
    @ConditionalOnMissingBean
    GossipMeters clusterGossipMeters() {
        return new GossipMeters();
    }

    @Bean
    @ConditionalOnBean(HealthCheckCounts.class)
    @ConditionalOnMissingBean
    HealthCheckMeters clusterHealthCheckMeters(HealthCheckCounts counts) {
        return new HealthCheckMeters(counts);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "cluster.health.enabled", matchIfMissing = true)
    MeterHealth clusterMeterHealth(MeterRegistry registry, ClusterProperties properties, ClusterAgent agent) {
        return new MeterHealth(registry, properties.health().kafkaLagHalf(), agent::tell);
    }

    @Bean
    @ConditionalOnBean(MeterHealth.class)
    HealthFeed.Beat clusterMeterHealthBeat(MeterHealth meters, ClusterProperties properties) {
        return new HealthFeed.Beat(meters, properties.health().interval());
    }
}
