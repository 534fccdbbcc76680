package io.bellwether.producer.api;

import com.github.f4b6a3.uuid.UuidCreator;
import io.bellwether.producer.intake.IntakeProperties;
import io.bellwether.producer.intake.LogIntake;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the pure intake its ids and its clock. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    @Bean
    LogIntake logIntake(IntakeProperties properties) {
        return new LogIntake(properties.recordsMax(), UuidCreator::getTimeOrderedEpoch, InstantSource.system());
    }
}
