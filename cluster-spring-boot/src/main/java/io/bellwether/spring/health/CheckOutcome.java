package io.bellwether.spring.health;

import java.util.Locale;

/** What came of asking a health contributor. */
public enum CheckOutcome {
    UP,
    DOWN,
    /** It has nothing to say, or something that we do not understand. */
    UNKNOWN,
    /** It did not answer in time, or still has not since last time. */
    TIMED_OUT;

    boolean isDown() {
        return this == DOWN || this == TIMED_OUT;
    }

    /** As metrics write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
