package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.spring.discovery.ClusterDiscoveryClient;
import io.bellwether.spring.discovery.ReactiveClusterDiscoveryClient;
import io.bellwether.spring.discovery.ServiceCatalog;
import io.bellwether.spring.lifecycle.AgentLifecycle;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnReactiveDiscoveryEnabled;
import org.springframework.cloud.client.ReactiveCommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The members as instances of services for Spring Cloud, where it is there. */
@AutoConfiguration(
        after = ClusterAutoConfiguration.class,
        before = {
            SimpleDiscoveryClientAutoConfiguration.class,
            SimpleReactiveDiscoveryClientAutoConfiguration.class,
            CommonsClientAutoConfiguration.class,
            ReactiveCommonsClientAutoConfiguration.class
        })
@ConditionalOnClass(DiscoveryClient.class)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBean(ClusterAgent.class)
public final class ClusterDiscoveryAutoConfiguration {

    /** One phase before the agent: it sees everything, and shows the last services while the agent leaves. */
    @Bean
    @ConditionalOnMissingBean
    ServiceCatalog clusterServiceCatalog(ClusterView view, ApplicationEventPublisher events) {
        return new ServiceCatalog(view, events, AgentLifecycle.PHASE - 1);
    }

    /** For those who wait. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBlockingDiscoveryEnabled
    static final class Blocking {

        @Bean
        @ConditionalOnMissingBean
        ClusterDiscoveryClient clusterDiscoveryClient(ServiceCatalog catalog) {
            return new ClusterDiscoveryClient(catalog);
        }
    }

    /** For those who do not. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "reactor.core.publisher.Flux")
    @ConditionalOnReactiveDiscoveryEnabled
    static final class Reactive {

        @Bean
        @ConditionalOnMissingBean
        ReactiveClusterDiscoveryClient reactiveClusterDiscoveryClient(ServiceCatalog catalog) {
            return new ReactiveClusterDiscoveryClient(catalog);
        }
    }
}
