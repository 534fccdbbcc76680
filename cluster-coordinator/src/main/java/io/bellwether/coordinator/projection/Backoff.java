package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between tries: they double from a quarter of a second to half a minute, shortened by up to a fifth by chance. */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(250);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final double SPREAD = 0.2;

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The pause after one more failure. */
    Duration pause() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return Duration.ofNanos((long) (pause.toNanos() * (1 - SPREAD * random.nextDouble())));
    }

    /** It works again. */
    void reset() {
        next = FIRST;
    }
}
