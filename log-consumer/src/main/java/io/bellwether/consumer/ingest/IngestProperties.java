package io.bellwether.consumer.ingest;

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
 * Where records come from and what happens to those that cannot be stored.
 *
 * @param topic Topic that carries the records; created at start if it is not there.
 * @param deadLetterTopic Topic for records that can never be stored; created at start if it is not there.
 * @param partitions Partitions of both topics. More are added if one has fewer.
 * @param replicas Copies of each partition when a topic is created.
 * @param retryPauseMax Longest pause between two tries to store a batch while Postgres or Kafka is away. It starts at
 *     a tenth of a second and doubles; the tries never end.
 * @param readinessLimit How long the service may wait at its start for its partitions before it calls itself ready
 *     without them. A consumer that was killed holds its partitions for ten seconds.
 * @param deadLetterTimeout Time Kafka may take to acknowledge dead letters before the batch is tried again.
 */
@Validated
@ConfigurationProperties("logs.ingest")
public record IngestProperties(
        @DefaultValue("logs") @NotBlank String topic,
        @DefaultValue("logs-dlt") @NotBlank String deadLetterTopic,
        @DefaultValue("6") @Min(1) @Max(1_000) int partitions,
        @DefaultValue("1") @Min(1) @Max(100) short replicas,

        @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration retryPauseMax,

        @DefaultValue("12s") @DurationMin(millis = 0) @DurationMax(minutes = 5)
        Duration readinessLimit,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
        Duration deadLetterTimeout) {}
