package io.bellwether.producer.backlog;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How it is measured what waits in Kafka for the consumer.
 *
 * @param group Group of the consumer whose place counts.
 * @param interval Time between two measurements.
 * @param lateAfter A record that has waited longer makes the storing count as late. Until then a consumer may just have been
 *     restarted; the alert LogsLagHigh has a bound of its own.
 */
@Validated
@ConfigurationProperties("logs.backlog")
public record BacklogProperties(
        @DefaultValue("log-consumer") @NotBlank String group,

        @DefaultValue("2s") @DurationMin(millis = 200) @DurationMax(minutes = 1)
        Duration interval,

        @DefaultValue("30s") @DurationMin(seconds = 1) Duration lateAfter) {

    /** Whether it has waited too long. */
    public boolean isLate(Backlog backlog) {
        return backlog.oldest().compareTo(lateAfter) > 0;
    }
}
