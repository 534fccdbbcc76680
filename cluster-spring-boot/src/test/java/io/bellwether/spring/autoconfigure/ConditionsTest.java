package io.bellwether.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.spring.actuate.ClusterEndpoint;
import io.bellwether.spring.discovery.ClusterDiscoveryClient;
import io.bellwether.spring.discovery.ReactiveClusterDiscoveryClient;
import io.bellwether.spring.discovery.ServiceCatalog;
import io.bellwether.spring.health.ClusterHealthIndicator;
import io.bellwether.spring.health.ContributedHealth;
import io.bellwether.spring.health.HealthFeed;
import io.bellwether.spring.health.MeterHealth;
import io.bellwether.spring.health.RequestHealth;
import io.bellwether.spring.lifecycle.AgentLifecycle;
import io.bellwether.spring.lifecycle.WebServerPorts;
import io.bellwether.spring.loadbalancer.FreshInstances;
import io.bellwether.spring.metrics.ClusterMeters;
import io.bellwether.spring.metrics.GossipMeters;
import io.bellwether.spring.metrics.HealthCheckMeters;
import io.bellwether.spring.settings.AgentConfigCustomizer;
import io.bellwether.spring.settings.ClusterProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cache.Cache;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;

/** Which beans there are, and when. */
final class ConditionsTest {

    private static final AutoConfigurations OURS = AutoConfigurations.of(
            ClusterAutoConfiguration.class,
            ClusterHealthAutoConfiguration.class,
            ClusterRequestsAutoConfiguration.class,
            ClusterMetricsAutoConfiguration.class,
            ClusterEndpointAutoConfiguration.class,
            ClusterDiscoveryAutoConfiguration.class,
            ClusterLoadBalancerAutoConfiguration.class,
            HealthContributorRegistryAutoConfiguration.class);

    private static final String[] TWO_LINES = {
        "cluster.node.id=orders-1", "cluster.coordinators=http://127.0.0.1:1", "cluster.agent.leave-timeout=0s"
    };

    private final ApplicationContextRunner plain =
            new ApplicationContextRunner().withConfiguration(OURS).withPropertyValues(TWO_LINES);
    private final WebApplicationContextRunner web =
            new WebApplicationContextRunner().withConfiguration(OURS).withPropertyValues(TWO_LINES);

    @Test
    void allOfThemAreFoundByBoot() {
        List<String> imports =
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates().stream()
                        .filter(name -> name.startsWith("io.bellwether."))
                        .toList();
        assertThat(imports)
                .containsExactlyInAnyOrder(
                        ClusterAutoConfiguration.class.getName(),
                        ClusterHealthAutoConfiguration.class.getName(),
                        ClusterRequestsAutoConfiguration.class.getName(),
                        ClusterMetricsAutoConfiguration.class.getName(),
                        ClusterEndpointAutoConfiguration.class.getName(),
                        ClusterDiscoveryAutoConfiguration.class.getName(),
                        ClusterLoadBalancerAutoConfiguration.class.getName());
    }

    @Test
    void twoLinesMakeAMember() {
        plain.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context)
                    .hasSingleBean(ClusterAgent.class)
                    .hasSingleBean(ClusterView.class)
                    .hasSingleBean(AgentMetrics.class)
                    .hasSingleBean(AgentLifecycle.class)
                    .hasSingleBean(WebServerPorts.class)
                    .hasSingleBean(HealthFeed.class);
            assertThat(context.getBean(AgentLifecycle.class).isRunning()).isTrue();
        });
    }

    @Test
    void switchedOffThereIsNothingAndNothingIsRequired() {
        new WebApplicationContextRunner()
                .withConfiguration(OURS)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues("cluster.enabled=false", "management.endpoints.web.exposure.include=*")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeanDefinitionNames())
                            .filteredOn(name -> context.getType(name) != null
                                    && Objects.requireNonNull(context.getType(name))
                                            .getName()
                                            .startsWith("io.bellwether."))
                            .isEmpty();
                });
    }

    @Test
    void whatTheApplicationDefinesItselfIsLeftAlone() {
        AgentConfig own = AgentConfig.builder("own")
                .coordinators(List.of(java.net.URI.create("http://127.0.0.1:1")))
                .leaveTimeout(java.time.Duration.ZERO)
                .build();
        plain.withBean(AgentConfig.class, () -> own)
                .run(context -> assertThat(
                                context.getBean(ClusterView.class).now().self().name())
                        .isEqualTo("own"));
    }

    @Test
    void aCoordinatorSaysSoByACustomizer() {
        plain.withBean(AgentConfigCustomizer.class, () -> builder -> builder.coordinator(true))
                .run(context -> assertThat(context.getBean(AgentConfig.class).coordinator())
                        .isTrue());
    }

    @Test
    void withoutAWebServerOnTheClassPathNobodyWaitsForItsPort() {
        plain.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ClusterAgent.class)
                        .doesNotHaveBean("clusterWebServerPorts"));
    }

    @Test
    void healthNeedsBootsHealth() {
        plain.run(context ->
                assertThat(context).hasSingleBean(ClusterHealthIndicator.class).hasSingleBean(ContributedHealth.class));
        plain.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ClusterAgent.class)
                        .doesNotHaveBean("clusterHealthIndicator")
                        .doesNotHaveBean("clusterContributedHealth"));
        plain.withPropertyValues("management.health.cluster.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ClusterHealthIndicator.class)
                        .hasSingleBean(ContributedHealth.class));
        plain.withPropertyValues("cluster.health.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(ClusterHealthIndicator.class)
                        .doesNotHaveBean(ContributedHealth.class)
                        .doesNotHaveBean(HealthFeed.Beat.class));
    }

    @Test
    void theAgentsHealthIsAContributorAmongTheOthers() {
        plain.run(context -> assertThat(
                        context.getBean(HealthContributorRegistry.class).getContributor("cluster"))
                .isInstanceOf(ClusterHealthIndicator.class));
    }

    @Test
    void requestsAreWatchedInAWebApplicationWithObservations() {
        web.run(context -> assertThat(context).hasSingleBean(RequestHealth.class));
        plain.run(context -> assertThat(context).doesNotHaveBean(RequestHealth.class));
        web.withClassLoader(new FilteredClassLoader(ObservationHandler.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterRequestHealth"));
        web.withPropertyValues("cluster.health.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(RequestHealth.class));
    }

    @Test
    void metersNeedARegistry() {
        plain.run(context ->
                assertThat(context).doesNotHaveBean(ClusterMeters.class).doesNotHaveBean(MeterHealth.class));
        plain.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context)
                        .hasSingleBean(ClusterMeters.class)
                        .hasSingleBean(GossipMeters.class)
                        .hasSingleBean(HealthCheckMeters.class)
                        .hasSingleBean(MeterHealth.class));
        plain.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterMeters"));
    }

    @Test
    void theEndpointIsThereWhereItIsExposed() {
        web.run(context -> assertThat(context).doesNotHaveBean(ClusterEndpoint.class));
        web.withPropertyValues("management.endpoints.web.exposure.include=cluster")
                .run(context -> assertThat(context).hasSingleBean(ClusterEndpoint.class));
        web.withPropertyValues("management.endpoints.web.exposure.include=cluster")
                .withClassLoader(new FilteredClassLoader(Endpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("clusterEndpoint"));
    }

    @Test
    void discoveryNeedsSpringCloud() {
        plain.run(context -> assertThat(context)
                .hasSingleBean(ServiceCatalog.class)
                .hasSingleBean(ClusterDiscoveryClient.class)
                .hasSingleBean(ReactiveClusterDiscoveryClient.class));
        plain.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(ClusterAgent.class)
                        .doesNotHaveBean("clusterServiceCatalog")
                        .doesNotHaveBean("clusterDiscoveryClient"));
        plain.withClassLoader(new FilteredClassLoader("reactor.core"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(DiscoveryClient.class)
                        .doesNotHaveBean("reactiveClusterDiscoveryClient"));
        plain.withPropertyValues("spring.cloud.discovery.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ServiceCatalog.class));
        plain.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean(ClusterDiscoveryClient.class)
                        .hasSingleBean(ReactiveClusterDiscoveryClient.class));
        plain.withPropertyValues("spring.cloud.discovery.reactive.enabled=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(ClusterDiscoveryClient.class)
                        .doesNotHaveBean(ReactiveClusterDiscoveryClient.class));
    }

    @Test
    void aLoadBalancersCacheIsEmptiedWhenInstancesChange() {
        plain.run(context -> assertThat(context).doesNotHaveBean(FreshInstances.class));
        plain.withBean(Caches.class).run(context -> {
            assertThat(context).hasSingleBean(FreshInstances.class);
            Cache cache = Objects.requireNonNull(context.getBean(Caches.class).getCache("instances"));
            cache.put("orders", "old");
            context.publishEvent(new HeartbeatEvent(this, 1));
            assertThat(cache.get("orders")).isNull();
        });
    }

    @Test
    void theSettingsAreABean() {
        plain.withPropertyValues("cluster.node.zone=west")
                .run(context -> assertThat(
                                context.getBean(ClusterProperties.class).node().zone())
                        .isEqualTo("west"));
    }

    private static final class Caches extends ConcurrentMapCacheManager implements LoadBalancerCacheManager {}
}
