package io.bellwether.gateway.redis;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How far Redis is waited for. Without it queries are cached and requests counted in this process alone.
 *
 * @param enabled Whether it is used at all.
 * @param timeout How long it may take; then the request goes on without it.
 * @param failuresMax Failures in a row after which it is left alone for a while.
 * @param pause How long it is left alone; then one request tries again.
 */
@Validated
@ConfigurationProperties("gateway.redis")
public record RedisSettings(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("200ms") @DurationMin(millis = 1) @DurationMax(seconds = 5)
        Duration timeout,

        @DefaultValue("3") @Min(1) int failuresMax,

        @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration pause) {}
