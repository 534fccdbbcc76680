package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status as a person reads it. */
final class StatusTable {

    private static final int PORT_WIDTH = 5;
    private static final int ADDRESS_WIDTH = 20;

    private final Terminal terminal;

    StatusTable(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(SystemStatus status) {
        if (status.nothingRuns()) {
            terminal.out().printf("Nothing runs in %s: ./bellwether up starts it%n", status.home());
            return;
        }
        int width = status.nodes().stream()
                .mapToInt(node -> node.name().length())
                .max()
                .orElse(4);
        // Everybody on one address: then only the port tells something.
        boolean apart = status.faults() != null;
        var format = "%-" + width + "s  %-9s  %" + (apart ? ADDRESS_WIDTH : PORT_WIDTH) + "s  %8s  %7s  %8s  %s";
        terminal.out()
                .println(terminal.quiet(
                        format.formatted("NODE", "STATE", apart ? "ADDRESS" : "PORT", "PROCESS", "UP", "MEMORY", "")
                                .stripTrailing()));
        for (var node : status.nodes()) {
            var line = format.formatted(
                            node.name(),
                            node.state().name().toLowerCase(Locale.ROOT),
                            apart ? node.host() + ":" + node.port() : node.port(),
                            shown(node.pid()),
                            age(node.since()),
                            memory(node.memoryBytes()),
                            node.reason())
                    .stripTrailing();
            terminal.out().println(coloured(node.state(), line));
        }
        long memory = status.nodes().stream()
                .mapToLong(node -> node.memoryBytes() == null ? 0 : node.memoryBytes())
                .sum();
        var counts = "%d of %d healthy, %s in all"
                .formatted(
                        status.nodes().stream()
                                .filter(node -> node.state() == SystemStatus.State.HEALTHY)
                                .count(),
                        status.nodes().size(),
                        memory(memory));
        terminal.out().printf("%n%s%n", counts);
        var faults = status.faults();
        if (faults != null && !faults.isEmpty()) {
            new FaultsText(terminal).print(faults);
        }
    }

    private String coloured(SystemStatus.State state, String line) {
        return switch (state) {
            case HEALTHY -> line;
            case PAUSED, UNHEALTHY -> terminal.uncertain(line);
            case DOWN -> terminal.bad(line);
        };
    }

    private static String shown(@Nullable Long value) {
        return value == null ? "-" : value.toString();
    }

    private static String memory(@Nullable Long bytes) {
        return bytes == null ? "-" : (bytes >> 20) + " MiB";
    }

    private static String age(@Nullable Instant since) {
        if (since == null) {
            return "-";
        }
        var age = Duration.between(since, Instant.now());
        if (age.toMinutes() < 1) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
