package io.bellwether.cli.doctor;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Values of settings and measurements: from the words of people into numbers, and back. */
final class Told {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})(ns|us|ms|s|m|h|d)?");
    private static final double NANOS_A_MILLI = 1_000_000.0;
    private static final int TENTHS_BELOW_MILLIS = 10;
    private static final int MILLIS_BELOW = 1_000;

    private Told() {}

    /** A duration as Spring Boot reads it, plain numbers being milliseconds; the other value where it is none. */
    static Duration duration(String text, Duration otherwise) {
        var parts = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            long amount = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ns" -> Duration.ofNanos(amount);
                case "us" -> Duration.ofNanos(amount * 1_000);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                case "d" -> Duration.ofDays(amount);
                case null, default -> Duration.ofMillis(amount);
            };
        }
        try {
            return Duration.parse(text.strip());
        } catch (java.time.format.DateTimeParseException e) {
            // The process itself refuses what is no duration; here it only cannot be judged.
            return otherwise;
        }
    }

    static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalLong whole(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** 0.4 ms, 42 ms, 1.5 s, 30 s, 3 min. */
    static String time(Duration time) {
        double millis = time.toNanos() / NANOS_A_MILLI;
        if (millis < TENTHS_BELOW_MILLIS) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        if (millis < MILLIS_BELOW) {
            return String.format(Locale.ROOT, "%.0f ms", millis);
        }
        if (time.toMinutes() >= 2) {
            return time.toMinutes() + " min";
        }
        double seconds = millis / MILLIS_BELOW;
        return seconds == Math.rint(seconds) || seconds >= TENTHS_BELOW_MILLIS
                ? String.format(Locale.ROOT, "%.0f s", seconds)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1_000_000_000.0));
    }

    /** 512 MiB, 7.6 GiB. */
    static String bytes(long bytes) {
        return bytes >= 1L << 30
                ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
                : (bytes >> 20) + " MiB";
    }
}
