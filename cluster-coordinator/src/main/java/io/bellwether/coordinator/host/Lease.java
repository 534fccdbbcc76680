package io.bellwether.coordinator.host;

import io.bellwether.protocol.message.Freshness;
import java.time.Duration;
import java.util.Optional;

/**
 * The evidence that a majority stood behind a leader, as this coordinator has it by its own log.
 *
 * @param freshness The evidence, as old as it was when this was taken.
 * @param leading Whether this coordinator leads, as far as it knows.
 * @param takenNanos When this was taken, by {@link System#nanoTime}.
 */
public record Lease(Freshness freshness, boolean leading, long takenNanos) {

    static final Lease NONE = new Lease(Freshness.UNKNOWN, false, 0);

    /** How old the evidence is by now, if there is any. */
    public Optional<Duration> age(long nowNanos) {
        return freshness.equals(Freshness.UNKNOWN)
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(freshness.ageMillis()).plusNanos(nowNanos - takenNanos));
    }

    /** Whether the evidence is younger than this. */
    public boolean isYounger(long nanos, long nowNanos) {
        return age(nowNanos).map(age -> age.toNanos() <= nanos).orElse(false);
    }
}
