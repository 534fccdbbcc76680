package io.bellwether.coordinator.api;

import org.jspecify.annotations.Nullable;

/** Numbers in parameters and headers. */
final class Numbers {

    private Numbers() {}

    /** A whole number within these bounds, or this one where nothing was sent. */
    static int within(String parameter, @Nullable String sent, int min, int max, int standard) {
        return (int) within(parameter, sent, (long) min, max, standard);
    }

    static long within(String parameter, @Nullable String sent, long min, long max, long standard) {
        if (sent == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(sent);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw bad(parameter, min, max, sent);
        }
        throw bad(parameter, min, max, sent);
    }

    private static RefusalException bad(String parameter, long min, long max, String sent) {
        String rule = max == Long.MAX_VALUE
                ? "a whole number from %d on".formatted(min)
                : "a whole number from %d to %d".formatted(min, max);
        return ProblemBodies.badParameter(parameter, rule, sent);
    }
}
