package io.bellwether.gateway.edge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway takes from outside.
 *
 * @param trustedProxies Networks such as 10.0.0.0/8 whose {@code X-Forwarded-*} headers are believed. From everybody else
 *     they are refused: whoever sends them pretends to be somebody else.
 * @param hosts Names under which the gateway may be asked, besides the loopback ones, while it listens on loopback only.
 *     Otherwise any web page could have its own name point here and read the answers.
 * @param origins Web pages elsewhere, such as https://shop.example, whose scripts may write through the gateway.
 * @param bodyMax Size of a request's body at most.
 * @param requestsMax Requests that are sent on at once, streams included; more are refused with 503.
 * @param connectionsMax Connections that clients may hold open at once; the gateway closes more at once.
 * @param headTime How long a client may take to send the head of a request, from its first byte on.
 * @param bodyTime How long it may take to send the rest.
 * @param accessLog Which requests are told in the log: all, failed (4xx and 5xx, sent twice, or slower than a second), none.
 */
@Validated
@ConfigurationProperties("gateway.edge")
public record EdgeProperties(
        @DefaultValue List<String> trustedProxies,
        @DefaultValue List<String> hosts,
        @DefaultValue List<String> origins,
        @DefaultValue("8MB") DataSize bodyMax,

        @DefaultValue("1000") @Min(1) @Max(100_000) int requestsMax,

        @DefaultValue("4000") @Min(10) @Max(1_000_000) int connectionsMax,

        @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 5)
        Duration headTime,

        @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 30)
        Duration bodyTime,

        @DefaultValue("failed") AccessLogLevel accessLog) {

    /** Which requests are told. */
    public enum AccessLogLevel {
        ALL,
        FAILED,
        NONE
    }

    public EdgeProperties {
        trustedProxies = List.copyOf(trustedProxies);
        hosts = List.copyOf(hosts);
        origins = List.copyOf(origins);
        if (bodyMax.toBytes() < 1) {
            throw new IllegalArgumentException("gateway.edge.body-max must be at least 1B, got " + bodyMax);
        }
    }

    /** The names under which it may be asked. */
    Set<String> allHosts() {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(hosts);
        return all;
    }
}
