package io.bellwether.consumer.ingest;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is stored of the cluster itself: its events, and health samples of its members.
 *
 * @param enabled Whether anything of it is stored.
 * @param eventsTopic Topic that carries the events; the leader of the cluster makes it.
 * @param healthTopic Topic that carries the health samples; the leader of the cluster makes it.
 * @param deadLetterTopic Topic for records of both that can never be stored; made if it is not there.
 * @param healthRetention How long health samples are kept in Postgres. Events are kept for ever: they are few.
 * @param cleaningInterval Time between two looks for health samples that are too old.
 */
@Validated
@ConfigurationProperties("logs.cluster")
public record ClusterProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("cluster-events") @NotBlank String eventsTopic,
        @DefaultValue("cluster-health") @NotBlank String healthTopic,
        @DefaultValue("cluster-dlt") @NotBlank String deadLetterTopic,

        @DefaultValue("14d") @DurationMin(minutes = 1) Duration healthRetention,

        @DefaultValue("10m") @DurationMin(millis = 100) Duration cleaningInterval) {}
