package io.bellwether.faults.scenarios;

import java.time.Duration;

/** What a time is that never came: longer than any bound, and visibly no measurement. */
final class Never {

    /** 999 seconds. */
    static final Duration SEEN = Duration.ofSeconds(999);

    private Never() {}

    /** For people. */
    static String text(Duration duration) {
        return duration.equals(SEEN) ? "never" : "%.2f s".formatted(duration.toMillis() / 1e3);
    }
}
