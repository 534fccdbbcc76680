package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.metrics.AgentMetrics;
import io.bellwether.agent.metrics.AgentObserver;
import io.bellwether.agent.metrics.EveryObserver;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.spring.health.HealthFeed;
import io.bellwether.spring.lifecycle.AgentLifecycle;
import io.bellwether.spring.lifecycle.ServiceDescription;
import io.bellwether.spring.lifecycle.WebServerPorts;
import io.bellwether.spring.lifecycle.WebSettings;
import io.bellwether.spring.settings.AgentConfigCustomizer;
import io.bellwether.spring.settings.ClusterProperties;
import io.bellwether.spring.settings.ClusterSettings;
import io.bellwether.spring.settings.PhiProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Makes the application a member of the cluster. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "cluster.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ClusterProperties.class, PhiProperties.class})
public final class ClusterAutoConfiguration {

    /** Spring Boot's, which is there only where it is exposed. */
    private static final String METRICS_ENDPOINT = "prometheusEndpoint";

    @Bean
    @ConditionalOnMissingBean
    TimingProfile clusterTimingProfile(ClusterProperties properties, PhiProperties phi) {
        return ClusterSettings.timing(properties, phi);
    }

    @Bean
    @ConditionalOnMissingBean
    AgentConfig clusterAgentConfig(
            ClusterProperties properties,
            TimingProfile timing,
            Environment environment,
            ObjectProvider<AgentConfigCustomizer> customizers) {
        return ClusterSettings.agentConfig(
                properties,
                timing,
                serviceName(properties, environment),
                customizers.orderedStream().toList());
    }

    private static String serviceName(ClusterProperties properties, Environment environment) {
        String own = ClusterProperties.text(properties.service().name());
        return own.isEmpty() ? environment.getProperty("spring.application.name", "") : own;
    }

    /** Whoever brings an agent, as a coordinator does, starts and stops it too. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(ClusterAgent.class)
    static final class OwnAgent {

        @Bean
        ClusterAgent clusterAgent(AgentConfig config, ObjectProvider<AgentObserver> observers) {
            return new ClusterAgent(
                    config, new EveryObserver(observers.orderedStream().toList()));
        }

        @Bean
        @ConditionalOnMissingBean
        AgentLifecycle clusterAgentLifecycle(ClusterAgent agent, ServiceDescription description) {
            return new AgentLifecycle(agent, description);
        }
    }

    @Bean
    @ConditionalOnMissingBean
    ClusterView clusterView(ClusterAgent agent) {
        return agent.view();
    }

    @Bean
    @ConditionalOnMissingBean
    AgentMetrics clusterAgentMetrics(ClusterAgent agent) {
        return agent.metrics();
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceDescription clusterServiceDescription(
            ClusterProperties properties, Environment environment, ListableBeanFactory beans) {
        ClusterProperties.Service service = properties.service();
        WebSettings web = new WebSettings(environment);
        return new ServiceDescription(new ServiceDescription.ServiceSettings(
                serviceName(properties, environment),
                ClusterProperties.text(service.url()),
                ClusterProperties.text(service.publicUrl()),
                ClusterProperties.text(service.metricsUrl()),
                () -> beans.containsBean(METRICS_ENDPOINT) ? web.metricsPath() : "",
                web.host(),
                web.isSecure(),
                service.metadata()));
    }

    /** One phase later than the agent, so that nothing is told any more when it leaves. */
    @Bean
    @ConditionalOnMissingBean
    HealthFeed clusterHealthFeed(ObjectProvider<HealthFeed.Beat> beats) {
        return new HealthFeed(beats.orderedStream().toList(), AgentLifecycle.PHASE + 1);
    }

    /** Where there is a web server, its port is told. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebServerInitializedEvent.class)
    static final class WebServer {

        @Bean
        @ConditionalOnMissingBean
        WebServerPorts clusterWebServerPorts(ServiceDescription description) {
            return new WebServerPorts(description);
        }
    }
}
