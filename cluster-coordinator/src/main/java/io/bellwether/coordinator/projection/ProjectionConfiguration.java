package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.start.CoordinatorSettingsException;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The copies as beans. Nothing of Kafka or Redis is touched here. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionProperties.class)
class ProjectionConfiguration {

    @Bean
    Projections clusterProjections(Host host, Journal journal, ProjectionProperties properties, JsonMapper json) {
        List<String> problems = properties.problems();
        if (!problems.isEmpty()) {
            throw new CoordinatorSettingsException(problems);
        }
        return new Projections(host, journal, properties, json);
    }
}
