package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Events as a person reads them, a line for each. */
final class EventLines {

    private final Terminal terminal;
    private final Instant now;
    private final ZoneId zone;

    EventLines(Terminal terminal, Instant now, ZoneId zone) {
        this.terminal = terminal;
        this.now = now;
        this.zone = zone;
    }

    /** With its number, its time and what it is about. */
    String full(JsonNode event) {
        var subject = event.path("subject").asString("cluster");
        return "%6d  %s  %-16s  %s".formatted(event.path("sequence").asLong(), time(event), subject, what(event));
    }

    /** Without what is the same on every line about one member. */
    String aboutOne(JsonNode event) {
        return "%s  %s".formatted(time(event), what(event));
    }

    private String time(JsonNode event) {
        return event.path("time").isString() ? Words.clock(event.path("time").asString(), now, zone) : "-";
    }

    private String what(JsonNode event) {
        List<String> parts = new ArrayList<>();
        if (event.path("to").isString() && event.path("type").asString("").equals("member.moved")) {
            var to = event.path("to").asString();
            parts.add("%s -> %s".formatted(event.path("from").asString("new"), coloured(to)));
        } else {
            parts.add(event.path("type").asString("?"));
        }
        if (event.path("cause").isString()) {
            parts.add(event.path("cause").asString().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        if (event.path("evidence").isString()) {
            parts.add("(%s)".formatted(event.path("evidence").asString()));
        }
        return String.join("  ", parts);
    }

    private String coloured(String status) {
        return switch (status) {
            case "HEALTHY" -> terminal.good(status);
            case "UNREACHABLE", "QUARANTINED", "REMOVED" -> terminal.bad(status);
            case "DEGRADED", "RECOVERING" -> terminal.uncertain(status);
            default -> status;
        };
    }
}
