package io.bellwether.cli.command;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an operator orders for one member. */
abstract sealed class OrderVerb implements Callable<Integer>
        permits DrainVerb, UndrainVerb, MaintenanceVerb, ReadmitVerb, ForgetVerb {

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Mixin
    private final Shown shown = new Shown();

    @Parameters(paramLabel = "NODE", description = "Its name, as ./bellwether members shows it.")
    private String node = "";

    /** Why, for whoever wonders later. */
    static final class Reason {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why; events and members show it.")
        private @Nullable String text;

        ObjectNode body() {
            var body = JsonMapper.shared().createObjectNode();
            if (text != null) {
                body.put("reason", text);
            }
            return body;
        }
    }

    /** The same for an order that ends by itself. */
    static final class Term {

        @Mixin
        private final Reason reason = new Reason();

        @Option(
                names = "--ttl",
                paramLabel = "TIME",
                description = "After which it ends by itself: 30m, 2h, PT90S, or milliseconds (default: 1h).")
        private @Nullable String ttl;

        ObjectNode body() {
            var body = reason.body();
            if (ttl != null) {
                if (ttl.matches("[0-9]{1,15}")) {
                    body.put("ttl", Long.parseLong(ttl));
                } else {
                    body.put("ttl", ttl);
                }
            }
            return body;
        }

        boolean isGiven() {
            return ttl != null || reason.text != null;
        }
    }

    final String node() {
        return node;
    }

    /** Gives the order and tells what came of it. */
    final int order(String method, String operation, @Nullable ObjectNode body) {
        // Under one id for all coordinators that are asked: an answer that got lost does not make two orders of it.
        var answer = cluster.client()
                .ask(
                        method,
                        "/api/v1/members/%s/%s".formatted(Paths.segment(node), operation),
                        body == null ? null : body.toString(),
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                UUID.randomUUID().toString()))
                .json();
        shown.print(answer, words(answer));
        return ExitCode.FINE;
    }

    static String words(JsonNode answer) {
        var member = answer.path("member");
        var name = answer.path("nodeId").asString();
        var now = member.isObject() ? "is " + member.path("status").asString() : "is no member";
        var what = switch (answer.path("effect").asString()) {
            case "NOTED" ->
                "%s %s; %s is noted"
                        .formatted(name, now, answer.path("operation").asString());
            case "NOTHING" -> "%s %s, as before".formatted(name, now);
            default -> "%s %s".formatted(name, now);
        };
        var ttl = answer.path("ttlMillis");
        var until = ttl.isNumber() ? ", for %s at most".formatted(spoken(Duration.ofMillis(ttl.asLong()))) : "";
        var reason = answer.path("reason").asString("");
        return what + until + (reason.isEmpty() ? "" : ": " + reason);
    }

    private static String spoken(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + " ms";
        }
        return time.toSeconds() % 60 == 0 && time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
