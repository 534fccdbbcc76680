package io.bellwether.gateway.cache;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How answers to queries are cached: in Redis for all gateways, and in this process while Redis is away. For how long is
 * the affair of each route.
 *
 * @param enabled Whether they are.
 * @param entryMax Size of an answer at most; larger ones are not kept.
 * @param memory Memory for answers in this process.
 * @param writesSettle How long after a write the answers from before it are given up, so that many writes do it once. Until
 *     then a query may be answered as it was before.
 */
@Validated
@ConfigurationProperties("gateway.cache")
public record CacheProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("256KB") DataSize entryMax,
        @DefaultValue("16MB") DataSize memory,

        @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(minutes = 1)
        Duration writesSettle) {

    private static final DataSize ENTRY_MOST = DataSize.ofMegabytes(16);

    public CacheProperties {
        if (entryMax.toBytes() < 1 || entryMax.compareTo(ENTRY_MOST) > 0) {
            throw new IllegalArgumentException(
                    "gateway.cache.entry-max must be between 1B and %s, got %s".formatted(ENTRY_MOST, entryMax));
        }
        if (memory.compareTo(entryMax) < 0) {
            throw new IllegalArgumentException(
                    "gateway.cache.memory (%s) must not be less than entry-max (%s)".formatted(memory, entryMax));
        }
    }
}
