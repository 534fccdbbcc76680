package io.bellwether.gateway.forward;

import io.bellwether.gateway.problem.Problem;
import io.bellwether.gateway.problem.ProblemException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * By when an answer must be there. It travels as the time that is left, so that no two clocks are compared.
 *
 * @param atNanos The moment, by the monotonic clock of this process.
 */
public record Deadline(long atNanos) {

    /** The time that is left, in milliseconds, for whoever the request is sent to. */
    public static final String HEADER = "X-Deadline-Ms";

    private static final long MOST_MILLIS = 600_000;
    private static final int DIGITS_MAX = 6;
    private static final int SHOWN_MAX = 20;

    /**
     * The nearer one of what the route allows and what the client asks for.
     *
     * @throws ProblemException if what it asks for is no time.
     */
    static Deadline of(Duration allowed, @Nullable String asked, long nowNanos) {
        long millis = asked == null ? allowed.toMillis() : Math.min(allowed.toMillis(), parse(asked));
        return new Deadline(nowNanos + Duration.ofMillis(millis).toNanos());
    }

    /** How long the answer is still waited for. */
    public Duration left(long nowNanos) {
        return Duration.ofNanos(Math.max(0, atNanos - nowNanos));
    }

    private static long parse(String text) {
        boolean isNumber =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long millis = isNumber ? Long.parseLong(text) : 0;
        if (millis < 1 || millis > MOST_MILLIS) {
            throw new ProblemException(new Problem(
                    HttpStatus.BAD_REQUEST,
                    "deadline-invalid",
                    "%s is a number of milliseconds from 1 to %d, not '%s'"
                            .formatted(
                                    HEADER,
                                    MOST_MILLIS,
                                    text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) : text),
                    "send how long you will still wait, or leave it away",
                    false));
        }
        return millis;
    }
}
