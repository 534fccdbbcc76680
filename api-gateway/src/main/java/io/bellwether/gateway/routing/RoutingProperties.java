package io.bellwether.gateway.routing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who gets requests, and who is left out.
 *
 * @param panicBelow When fewer than this percentage of the instances of a service are well, all of them get requests: then
 *     the few would be drowned, or what says that the others are ill is ill itself. 0 switches it off.
 * @param slowStart Over how long an instance that comes back gets its full share.
 * @param slowStartFrom With what percentage of it it begins.
 * @param zones Whether instances of the gateway's own zone come first, as far as they can carry it.
 */
@Validated
@ConfigurationProperties("gateway.routing")
public record RoutingProperties(
        @DefaultValue("50") @Min(0) @Max(100) int panicBelow,

        @DefaultValue("30s") @DurationMin(millis = 0) @DurationMax(minutes = 30)
        Duration slowStart,

        @DefaultValue("10") @Min(1) @Max(100) int slowStartFrom,
        @DefaultValue("true") boolean zones,
        @DefaultValue EjectionSettings ejection,
        @DefaultValue RetrySettings retry,
        @DefaultValue CircuitSettings circuit) {

    /**
     * Instances that fail again and again get nothing for a while.
     *
     * @param failures So many in a row are enough; a connection that is refused is enough by itself.
     * @param time How long the first time; so much longer each further time.
     * @param timeMax How long at most.
     */
    public record EjectionSettings(
            @DefaultValue("5") @Min(1) int failures,

            @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(hours = 1)
            Duration time,

            @DefaultValue("300s") @DurationMin(millis = 100) @DurationMax(hours = 24)
            Duration timeMax) {}

    /**
     * What fails is sent to another instance, once, where that cannot do any harm.
     *
     * @param percent Retries at most, in percent of the requests of the last ten seconds.
     * @param perSecond And so many a second besides.
     */
    public record RetrySettings(
            @DefaultValue("20") @Min(0) @Max(100) int percent,
            @DefaultValue("3") @Min(0) @Max(1000) int perSecond) {}

    /**
     * An instance that fails mostly is not called for a moment.
     *
     * @param window Over how long failures are counted.
     * @param callsMin From how many calls on they are judged.
     * @param failurePercent From which percentage of failures on it is not called.
     * @param openFor For how long; then a few calls try.
     * @param trials How many.
     */
    public record CircuitSettings(
            @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(minutes = 5)
            Duration window,

            @DefaultValue("20") @Min(1) @Max(10_000) int callsMin,
            @DefaultValue("50") @Min(1) @Max(100) int failurePercent,

            @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
            Duration openFor,

            @DefaultValue("3") @Min(1) @Max(1000) int trials) {}
}
