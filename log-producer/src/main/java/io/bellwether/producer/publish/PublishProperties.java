package io.bellwether.producer.publish;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where records go and how long Kafka may take to acknowledge them.
 *
 * @param topic Topic that takes the records; created at start if it is not there.
 * @param partitions Partitions of the topic. More are added if it has fewer.
 * @param replicas Copies of each partition when the topic is created.
 * @param timeout Time a request waits for Kafka at most, then it is answered with 503. The gateway gives up after 15 s,
 *     so this has to stay below.
 */
@Validated
@ConfigurationProperties("logs.publish")
public record PublishProperties(
        @DefaultValue("logs") @NotBlank String topic,
        @DefaultValue("6") @Min(1) @Max(1_000) int partitions,
        @DefaultValue("1") @Min(1) @Max(100) short replicas,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(seconds = 14)
        Duration timeout) {}
