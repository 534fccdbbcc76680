package io.bellwether.spring.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.Map;

/**
 * Gives a help text to meters of libraries that have none: whoever opens the metrics of a member finds no line that says
 * nothing. What has a text keeps it.
 */
public final class MissingHelp implements MeterFilter {

    private static final Map<String, String> TEXTS = Map.of(
            "http.server.requests", "Requests served, and how long each took",
            "http.server.requests.active", "Requests being served, and for how long so far",
            "http.client.requests", "Requests sent to others, and how long each took",
            "http.client.requests.active", "Requests to others under way, and for how long so far",
            "lettuce", "Commands to Redis, and how long each took",
            "lettuce.active", "Commands to Redis under way, and for how long so far",
            "spring.kafka.listener", "Records or batches taken from Kafka, and how long each took",
            "spring.kafka.listener.active", "Records or batches from Kafka being worked on");

    @Override
    public Meter.Id map(Meter.Id id) {
        String text = id.getDescription() == null ? TEXTS.get(id.getName()) : null;
        return text == null
                ? id
                : new Meter.Id(id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
    }
}
