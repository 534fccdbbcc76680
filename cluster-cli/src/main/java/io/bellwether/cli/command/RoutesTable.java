package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Whom the gateway sends requests to, as a person reads it: a block for each service. */
final class RoutesTable {

    private static final Set<String> SERVING = Set.of("WELL", "SLOW_START");
    private static final int PERCENT = 100;

    private final Terminal terminal;

    RoutesTable(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Whether every listed instance gets its share; those that somebody took away on purpose are none of these. */
    static boolean isInOrder(JsonNode routing) {
        return !routing.path("table").path("frozen").asBoolean()
                && each(routing.path("services")).stream()
                        .allMatch(service -> !service.path("panic").asBoolean()
                                && !service.path("instances").isEmpty()
                                && each(service.path("instances")).stream().allMatch(RoutesTable::serves));
    }

    private static boolean serves(JsonNode instance) {
        return SERVING.contains(instance.path("standing").asString());
    }

    private static List<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    void print(JsonNode routing) {
        int width = Math.max(4, longestName(routing));
        var format = "%-" + width + "s  %6s  %5s  %6s  %8s  %9s  %-9s  %-11s  %s";
        for (JsonNode service : each(routing.path("services"))) {
            terminal.out().printf("%s%s%n", service.path("service").asString(), panic(service));
            terminal.out()
                    .println(terminal.quiet(("  "
                                    + format.formatted(
                                            "NODE", "SHARE", "SCORE", "WEIGHT", "WAITING", "LATENCY", "CIRCUIT",
                                            "STATE", ""))
                            .stripTrailing()));
            each(service.path("instances"))
                    .forEach(instance -> terminal.out()
                            .println(coloured(instance, ("  " + line(format, instance)).stripTrailing())));
            each(service.path("excluded"))
                    .forEach(excluded -> terminal.out()
                            .println(terminal.quiet("  "
                                    + format.formatted(
                                            excluded.path("nodeId").asString(),
                                            "-",
                                            "",
                                            "",
                                            "",
                                            "",
                                            "",
                                            excluded.path("state").asString(),
                                            excluded.path("why").asString()))));
            if (service.path("instances").isEmpty()) {
                terminal.out().println(terminal.bad("  nobody could be asked: requests are answered 503"));
            }
            terminal.out().println();
        }
        terminal.out().println(table(routing.path("table")));
    }

    private String panic(JsonNode service) {
        return service.path("panic").asBoolean()
                ? "  " + terminal.bad("fewer than half are well: all get requests")
                : "";
    }

    private static String line(String format, JsonNode instance) {
        boolean serves = serves(instance);
        boolean isStarting = instance.path("standing").asString().equals("SLOW_START");
        return format.formatted(
                instance.path("nodeId").asString(),
                number("%.0f %%", instance.path("share").asDouble() * PERCENT),
                instance.path("score").isNumber() ? instance.path("score").asString() : "-",
                number("%.1f", instance.path("weight").asDouble()),
                waiting(instance),
                number("%.1f ms", instance.path("latencyMs").asDouble()),
                instance.path("circuit").asString().toLowerCase(Locale.ROOT),
                instance.path("state").asString(),
                serves && !isStarting ? "" : instance.path("why").asString() + until(instance));
    }

    /** How many, of how many it may be at once: an older gateway knows no bound. */
    private static String waiting(JsonNode instance) {
        String waiting = instance.path("waiting").asString();
        JsonNode most = instance.path("waitingMax");
        return most.isNumber() ? waiting + "/" + most.asString() : waiting;
    }

    private static String until(JsonNode instance) {
        long millis = instance.path("ejectedForMs").asLong();
        return millis > 0 ? ", %d s more".formatted((millis + 999) / 1000) : "";
    }

    private String coloured(JsonNode instance, String line) {
        return switch (instance.path("standing").asString()) {
            case "WELL" -> line;
            case "SLOW_START", "CIRCUIT_OPEN", "SUSPECTED" -> terminal.uncertain(line);
            default -> terminal.bad(line);
        };
    }

    private String table(JsonNode table) {
        String why = table.path("why").asString();
        return table.path("frozen").asBoolean()
                ? terminal.uncertain("The list of instances stands still: " + why)
                : "The list of instances is live: " + why;
    }

    private static int longestName(JsonNode routing) {
        return each(routing.path("services")).stream()
                .flatMap(service ->
                        StreamSupport.stream(service.path("instances").spliterator(), false))
                .mapToInt(instance -> instance.path("nodeId").asString().length())
                .max()
                .orElse(0);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
