package io.bellwether.spring.loadbalancer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

class UncachedInstancesTest {

    private static final String CACHE = "spring.cloud.loadbalancer.cache.enabled";

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void loadBalancersAskEachTimeUnlessToldOtherwise() {
        new UncachedInstances().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty(CACHE)).isEqualTo("false");
    }

    @Test
    void whatTheApplicationSaysWins() {
        environment.getPropertySources().addFirst(new MapPropertySource("application", Map.of(CACHE, "true")));

        new UncachedInstances().postProcessEnvironment(environment, new SpringApplication());

        assertThat(environment.getProperty(CACHE)).isEqualTo("true");
    }

    @Test
    void springFindsIt() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(
                                EnvironmentPostProcessor.class,
                                SpringFactoriesLoader.ArgumentResolver.none(),
                                SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {})))
                .hasAtLeastOneElementOfType(UncachedInstances.class);
    }
}
