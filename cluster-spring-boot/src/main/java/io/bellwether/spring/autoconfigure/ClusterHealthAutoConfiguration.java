package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.health.HealthScore;
import io.bellwether.spring.health.ClusterHealthIndicator;
import io.bellwether.spring.health.ContributedHealth;
import io.bellwether.spring.health.Contributors;
import io.bellwether.spring.health.HealthCheckCounts;
import io.bellwether.spring.health.HealthFeed;
import io.bellwether.spring.health.TimedChecks;
import io.bellwether.spring.settings.ClusterProperties;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.health.registry.ReactiveHealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health in both directions: the application's counts for the score, and the agent's is shown with the application's. */
@AutoConfiguration(after = {ClusterAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class})
@ConditionalOnClass({HealthContributorRegistry.class, HealthContributorRegistryAutoConfiguration.class})
@ConditionalOnBean(ClusterAgent.class)
public final class ClusterHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "clusterHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("cluster")
    ClusterHealthIndicator clusterHealthIndicator(ClusterView view) {
        return new ClusterHealthIndicator(view);
    }

    /** Asks the contributors, unless that is switched off. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(HealthContributorRegistry.class)
    @ConditionalOnBooleanProperty(name = "cluster.health.enabled", matchIfMissing = true)
    static final class Contributed {

        @Bean
        @ConditionalOnMissingBean
        HealthCheckCounts clusterHealthCheckCounts() {
            return new HealthCheckCounts();
        }

        @Bean
        @ConditionalOnMissingBean
        TimedChecks clusterTimedChecks(ClusterProperties properties) {
            return new TimedChecks(properties.health().timeout(), HealthScore.NAMES_MAX);
        }

        @Bean
        @ConditionalOnMissingBean
        ContributedHealth clusterContributedHealth(
                ClusterProperties properties,
                ObjectProvider<HealthContributorRegistry> registries,
                ObjectProvider<ReactiveHealthContributorRegistry> reactive,
                TimedChecks checks,
                HealthCheckCounts counts,
                ClusterAgent agent) {
            ClusterProperties.Health health = properties.health();
            Contributors contributors = new Contributors(() -> all(registries, reactive), health.exclude());
            return new ContributedHealth(contributors, health.outside(), checks, counts, agent::tell);
        }

        private static List<HealthContributors> all(
                ObjectProvider<HealthContributorRegistry> registries,
                ObjectProvider<ReactiveHealthContributorRegistry> reactive) {
            return Stream.concat(
                            registries.stream(),
                            reactive.stream().map(ReactiveHealthContributorRegistry::asHealthContributors))
                    .toList();
        }

        @Bean
        HealthFeed.Beat clusterContributedHealthBeat(ContributedHealth contributed, ClusterProperties properties) {
            return new HealthFeed.Beat(contributed, properties.health().interval());
        }
    }
}
