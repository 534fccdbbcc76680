package io.bellwether.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Times as a person reads them. */
final class Words {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int TENTHS_BELOW_MILLIS = 10_000;

    private Words() {}

    /** A duration of a JSON number in milliseconds, - where there is none. */
    static String time(JsonNode millis) {
        return millis.isNumber() ? time(millis.asLong()) : "-";
    }

    /** A duration: 1.2 s, 42 s, 12 min, 3 h. */
    static String time(long millis) {
        if (millis < TENTHS_BELOW_MILLIS) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        var time = Duration.ofMillis(millis);
        if (time.toMinutes() < 2) {
            return time.toSeconds() + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    /** A time of today as time alone, another with its date. */
    static String clock(String instant, Instant now, ZoneId zone) {
        var time = Instant.parse(instant).atZone(zone);
        return time.toLocalDate().equals(LocalDate.ofInstant(now, zone))
                ? TIME.format(time)
                : DATE_AND_TIME.format(time);
    }
}
