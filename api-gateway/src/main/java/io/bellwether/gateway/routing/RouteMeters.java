package io.bellwether.gateway.routing;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The library's meter of requests by route, with a help text and labels written as everybody else writes them. */
final class RouteMeters implements MeterFilter {

    private static final String REQUESTS = "spring.cloud.gateway.requests";
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().equals(REQUESTS)) {
            return id;
        }
        List<Tag> tags = id.getTags().stream()
                .map(tag -> Tag.of(snakeCase(tag.getKey()), tag.getValue()))
                .toList();
        return new Meter.Id(
                REQUESTS, Tags.of(tags), id.getBaseUnit(), "Requests by route, and how long each took", id.getType());
    }

    private static String snakeCase(String key) {
        return INNER_CAPITAL.matcher(key).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
