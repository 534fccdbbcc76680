package io.bellwether.spring.loadbalancer;

import org.springframework.cache.Cache;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationListener;

/**
 * Empties the load balancer's cache of instances when they change, where an application has it on: by itself it would
 * keep them for 35 s.
 */
public final class FreshInstances implements ApplicationListener<HeartbeatEvent> {

    private final LoadBalancerCacheManager caches;

    public FreshInstances(LoadBalancerCacheManager caches) {
        this.caches = caches;
    }

    @Override
    public void onApplicationEvent(HeartbeatEvent event) {
        for (String name : caches.getCacheNames()) {
            Cache cache = caches.getCache(name);
            if (cache != null) {
                cache.clear();
            }
        }
    }
}
