package io.bellwether.spring.loadbalancer;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Has load balancers ask for the instances each time, unless the application says otherwise. The members are in memory, so
 * their cache saves nothing. Nor is it enough to empty it at a change: a choice that has just read the old list may put
 * that back afterwards, and then it stands for 35 s.
 */
public final class UncachedInstances implements EnvironmentPostProcessor {

    private static final String NAME = "cluster defaults";
    private static final String CACHE = "spring.cloud.loadbalancer.cache.enabled";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // Last of all: whatever the application says of it wins.
        environment.getPropertySources().addLast(new MapPropertySource(NAME, Map.of(CACHE, "false")));
    }
}
