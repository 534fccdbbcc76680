package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.terminal.Terminal;
import java.time.Duration;

/** What is told once everything is healthy: where it is, and what to try. */
final class UpSummary {

    private final Terminal terminal;
    private final SystemLayout layout;
    private final Duration took;

    UpSummary(Terminal terminal, SystemLayout layout, Duration took) {
        this.terminal = terminal;
        this.layout = layout;
        this.took = took;
    }

    void print() {
        var gateway = address("api-gateway-1");
        var out = terminal.out();
        out.printf(
                "%n%s%n%n",
                terminal.strong("Up in %.1f s, everything is healthy.".formatted(took.toMillis() / 1000.0)));
        out.printf("  Gateway       %s   send and query logs here%n", gateway);
        out.printf(
                "  Coordinators  %s  %s  %s%n",
                address("coordinator-1"), address("coordinator-2"), address("coordinator-3"));
        out.printf("  Producer      %s%n", address("log-producer-1"));
        out.printf("  Consumer      %s%n", address("log-consumer-1"));
        layout.node("kafka").ifPresent(node -> out.printf("  Kafka         %s%n", layout.address("kafka")));
        layout.node("postgres").ifPresent(node -> out.printf("  Postgres      %s%n", layout.address("postgres")));
        layout.node("redis").ifPresent(node -> out.printf("  Redis         %s%n", layout.address("redis")));
        out.printf("%nTry%n%n");
        out.printf(
                "  curl -H 'Content-Type: application/json' -d '{\"level\":\"INFO\",\"service\":\"shop\",\"message\":\"hello\"}' %s/logs%n",
                gateway);
        out.printf("  curl '%s/logs?service=shop'%n", gateway);
        out.printf("  ./bellwether status       who runs, and how well%n");
        out.printf("  ./bellwether output -f    what they say%n");
        out.printf("  ./bellwether down         stop; the data stays%n");
        out.flush();
    }

    private String address(String node) {
        return "http://" + layout.address(node);
    }
}
