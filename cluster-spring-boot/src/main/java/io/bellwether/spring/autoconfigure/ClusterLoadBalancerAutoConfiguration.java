package io.bellwether.spring.autoconfigure;

import io.bellwether.spring.discovery.ServiceCatalog;
import io.bellwether.spring.loadbalancer.FreshInstances;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A load balancer that caches instances is told when they change. */
@AutoConfiguration(after = {ClusterDiscoveryAutoConfiguration.class, LoadBalancerCacheAutoConfiguration.class})
@ConditionalOnClass(LoadBalancerCacheManager.class)
@ConditionalOnBean({ServiceCatalog.class, LoadBalancerCacheManager.class})
public final class ClusterLoadBalancerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FreshInstances clusterFreshInstances(LoadBalancerCacheManager caches) {
        return new FreshInstances(caches);
    }
}
