package io.bellwether.spring.autoconfigure;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.spring.actuate.ClusterEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint {@code cluster}, where it is exposed. */
@AutoConfiguration(after = ClusterAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnBean(ClusterAgent.class)
public final class ClusterEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint(ClusterEndpoint.class)
    ClusterEndpoint clusterEndpoint(ClusterView view) {
        return new ClusterEndpoint(view);
    }
}
