package io.bellwether.coordinator.api;

import io.bellwether.coordinator.config.ConfigStore;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.registry.Registry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the replicated state beside the members, for whoever hosts them and whoever shows them. */
@Configuration(proxyBeanMethods = false)
class ReplicatedParts {

    /** Ended by {@link EventStreams}, long before beans are destroyed. */
    @Bean(destroyMethod = "")
    Journal journal() {
        return new Journal();
    }

    @Bean
    ConfigStore configStore(Journal journal) {
        return new ConfigStore(journal);
    }

    @Bean
    Registry registry(Journal journal) {
        return new Registry(journal);
    }
}
