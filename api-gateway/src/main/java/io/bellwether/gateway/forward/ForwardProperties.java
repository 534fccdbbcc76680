package io.bellwether.gateway.forward;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are sent on. A route can say otherwise in its {@code metadata}.
 *
 * @param tryTimeout How long one instance may take until the head of its answer is there.
 * @param deadline How long all of it may take until then. A client may ask for less by the header
 *     {@code X-Deadline-Ms}; what is left is passed on in it.
 * @param bodyTimeout How long the body of an answer may stand still.
 * @param repeatBodyMax Size of a body that is kept, so that it can be sent a second time; larger ones are sent once.
 * @param repeatMemory Memory for all bodies that are kept; what comes beyond is sent once.
 */
@Validated
@ConfigurationProperties("gateway.forward")
public record ForwardProperties(
        @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration tryTimeout,

        @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration deadline,

        @DefaultValue("60s") @DurationMin(millis = 100) @DurationMax(hours = 24)
        Duration bodyTimeout,

        @DefaultValue("256KB") DataSize repeatBodyMax,
        @DefaultValue("32MB") DataSize repeatMemory) {}
