package io.bellwether.coordinator.projection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a member was at one moment, as the leader knew it.
 *
 * @param at By the leader's wall clock.
 * @param state Its committed state.
 * @param score Its health score, null if it has told none.
 * @param phi The median of phi over its observers.
 * @param terms The points of each dimension of the score that is known, 0 to 100.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record HealthSample(
        Instant at,
        String node,
        long incarnation,
        String state,
        @Nullable Integer score,
        double phi,
        Map<String, Integer> terms) {}
