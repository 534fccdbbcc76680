package io.bellwether.producer.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much one request may bring.
 *
 * @param recordsMax Records in one request at most; more are answered with 413.
 * @param bodyMax Bytes in the body of one request at most; more are answered with 413.
 * @param inFlightMax Bytes of all requests being served at once; beyond it new ones are answered with 503. It keeps a
 *     Kafka outage from filling the heap with requests that wait.
 */
@Validated
@ConfigurationProperties("logs.intake")
public record IntakeProperties(
        @DefaultValue("1000") @Min(1) @Max(100_000) int recordsMax,
        @DefaultValue("4MB") DataSize bodyMax,
        @DefaultValue("32MB") DataSize inFlightMax) {

    // A record takes 64 KiB of message and 16 KiB of attributes: a smaller body could not hold the largest one.
    private static final DataSize BODY_LEAST = DataSize.ofKilobytes(128);
    private static final DataSize BYTES_MOST = DataSize.ofGigabytes(1);

    public IntakeProperties {
        if (bodyMax.compareTo(BODY_LEAST) < 0) {
            throw new IllegalArgumentException(
                    "logs.intake.body-max must be at least %s, got %s".formatted(BODY_LEAST, bodyMax));
        }
        if (inFlightMax.compareTo(bodyMax) < 0 || inFlightMax.compareTo(BYTES_MOST) > 0) {
            throw new IllegalArgumentException("logs.intake.in-flight-max must be between body-max (%s) and %s, got %s"
                    .formatted(bodyMax, BYTES_MOST, inFlightMax));
        }
    }
}
