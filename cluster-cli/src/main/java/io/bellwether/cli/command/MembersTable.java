package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The members as a person reads them. */
final class MembersTable {

    private static final String HEALTHY = "HEALTHY";
    private static final String UNREACHABLE = "UNREACHABLE";

    private final Terminal terminal;
    private final Instant now;

    MembersTable(Terminal terminal, Instant now) {
        this.terminal = terminal;
        this.now = now;
    }

    static boolean isHealthy(JsonNode status) {
        return status.path("hasQuorum").asBoolean()
                && status.path("totalNodes").asInt()
                        == status.path("healthyNodes").asInt();
    }

    void print(JsonNode status) {
        var members = status.path("membership");
        int width = Math.max(
                4,
                members.propertyNames().stream().mapToInt(String::length).max().orElse(0));
        var format = "%-" + width + "s  %-11s  %5s  %5s  %9s  %11s  %s";
        terminal.out()
                .println(terminal.quiet(
                        format.formatted("NODE", "STATUS", "SCORE", "PHI", "LAST BEAT", "INCARNATION", "CAUSE")));
        for (var member : members) {
            var line = format.formatted(
                            member.path("nodeId").asString(),
                            member.path("status").asString(),
                            member.path("healthScore").isNumber()
                                    ? member.path("healthScore").asString()
                                    : "-",
                            String.format(
                                    Locale.ROOT, "%.1f", member.path("phiScore").asDouble()),
                            age(member.path("lastHeartbeatTime")),
                            member.path("incarnation").asString(),
                            member.path("cause").asString(""))
                    .stripTrailing();
            terminal.out().println(coloured(member.path("status").asString(), line));
        }
        terminal.out().printf("%n%s%n", summary(status));
    }

    private String coloured(String status, String line) {
        return switch (status) {
            case HEALTHY -> line;
            case UNREACHABLE -> terminal.bad(line);
            default -> terminal.uncertain(line);
        };
    }

    private String age(JsonNode time) {
        if (!time.isString()) {
            return "-";
        }
        long millis = Math.max(
                0, Duration.between(Instant.parse(time.asString()), now).toMillis());
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : Duration.ofMillis(millis).toSeconds() + " s";
    }

    private String summary(JsonNode status) {
        var counts = "%d of %d healthy"
                .formatted(
                        status.path("healthyNodes").asInt(),
                        status.path("totalNodes").asInt());
        if (!status.path("hasQuorum").asBoolean()) {
            var age = status.path("stalenessMillis");
            var last = age.isNumber() ? ", one was heard of %s ago".formatted(Words.time(age)) : "";
            return counts + ", " + terminal.bad("read-only: no majority stands behind a leader" + last);
        }
        var protection = status.path("protectionReason").isString()
                ? "%n%s"
                        .formatted(terminal.uncertain("Removal has stopped: "
                                + status.path("protectionReason").asString()))
                : "";
        return "%s, %s leads in term %s, epoch %s, writes are accepted%s"
                .formatted(
                        counts,
                        status.path("leader").asString("somebody"),
                        status.path("term").asString("?"),
                        status.path("epoch").asString("?"),
                        protection);
    }
}
