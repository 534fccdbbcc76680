package io.bellwether.gateway.cache;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How answers to queries are cached in Redis.
 *
 * @param enabled Whether they are.
 * @param ttl How long an answer is kept, and so how old it can be. A record that was just stored is seen this much later
 *     at worst.
 * @param entryMax Size of an answer at most; larger ones are not kept.
 * @param timeout How long Redis may take; then the request goes on without it.
 * @param failuresMax Failures in a row after which Redis is left alone for a while.
 * @param pause How long it is left alone; then one request tries again.
 */
@Validated
@ConfigurationProperties("gateway.cache")
public record CacheProperties(
        @DefaultValue("true") boolean enabled,

        @DefaultValue("1s") @DurationMin(millis = 1) @DurationMax(hours = 1)
        Duration ttl,

        @DefaultValue("256KB") DataSize entryMax,

        @DefaultValue("200ms") @DurationMin(millis = 1) @DurationMax(seconds = 5)
        Duration timeout,

        @DefaultValue("3") @Min(1) int failuresMax,

        @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 5)
        Duration pause) {

    private static final DataSize ENTRY_MOST = DataSize.ofMegabytes(16);

    public CacheProperties {
        if (entryMax.toBytes() < 1 || entryMax.compareTo(ENTRY_MOST) > 0) {
            throw new IllegalArgumentException(
                    "gateway.cache.entry-max must be between 1B and %s, got %s".formatted(ENTRY_MOST, entryMax));
        }
    }
}
