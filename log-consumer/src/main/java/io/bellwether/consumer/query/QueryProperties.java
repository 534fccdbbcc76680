package io.bellwether.consumer.query;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one query may cost.
 *
 * @param limitDefault Records in an answer when the client does not say.
 * @param limitMax Records in an answer at most.
 * @param pageMax Size at which an answer ends early, counted in characters; the client goes on with its cursor.
 * @param timeout Time a query may take, in whole seconds; then it is cancelled and answered with 503. The gateway gives up after 15 s, so
 *     this has to stay below.
 */
@Validated
@ConfigurationProperties("logs.query")
public record QueryProperties(
        @DefaultValue("100") @Min(1) int limitDefault,
        @DefaultValue("1000") @Min(1) @Max(10_000) int limitMax,
        @DefaultValue("4MB") DataSize pageMax,

        @DefaultValue("5s") @DurationMin(seconds = 1) @DurationMax(seconds = 14)
        Duration timeout) {

    private static final DataSize PAGE_MOST = DataSize.ofMegabytes(64);

    public QueryProperties {
        if (limitDefault > limitMax) {
            throw new IllegalArgumentException("logs.query.limit-default must not be above limit-max (%d), got %d"
                    .formatted(limitMax, limitDefault));
        }
        if (pageMax.toBytes() < 1 || pageMax.compareTo(PAGE_MOST) > 0) {
            throw new IllegalArgumentException(
                    "logs.query.page-max must be between 1B and %s, got %s".formatted(PAGE_MOST, pageMax));
        }
    }
}
