package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.spring.health.HealthFeed;
import io.bellwether.spring.health.RequestHealth;
import io.bellwether.spring.lifecycle.WebSettings;
import io.bellwether.spring.settings.ClusterProperties;
import io.micrometer.observation.ObservationHandler;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What requests tell of the health of the application, by the same observation that makes {@code http.server.requests}. */
@AutoConfiguration(after = ClusterAutoConfiguration.class)
@ConditionalOnClass({ObservationHandler.class, ObservationAutoConfiguration.class, ServerRequestObservationContext.class
})
@ConditionalOnWebApplication
@ConditionalOnBean(ClusterAgent.class)
@ConditionalOnBooleanProperty(name = "cluster.health.enabled", matchIfMissing = true)
public final class ClusterRequestsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RequestHealth clusterRequestHealth(ClusterProperties properties, Environment environment, ClusterAgent agent) {
        List<String> ignored = new ArrayList<>(properties.health().ignorePaths());
        ignored.add(new WebSettings(environment).actuatorPath());
        return new RequestHealth(ignored, agent::tell);
    }

    @Bean
    HealthFeed.Beat clusterRequestHealthBeat(RequestHealth requests) {
        return new HealthFeed.Beat(requests, RequestHealth.INTERVAL);
    }
}
