package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Asks for log lines and their way. */
@Command(
        name = "logs",
        description = "Shows how far the storing of log lines is behind.",
        mixinStandardHelpOptions = true,
        subcommands = LogsVerb.BacklogVerb.class)
final class LogsVerb extends VerbGroup {

    /** Says what waits in Kafka for the consumer. */
    @Command(
            name = "backlog",
            description = {
                "Says how many lines wait in Kafka to be stored, and how long the oldest has waited.",
                "A producer tells it, so it is known while no consumer lives. Exit code 2 when a line has waited for"
                        + " longer than logs.backlog.late-after."
            },
            mixinStandardHelpOptions = true)
    static final class BacklogVerb implements Callable<Integer> {

        private static final String PATH = "/api/logs/backlog";

        @Mixin
        private final GatewayContext gateway = new GatewayContext();

        @Override
        public Integer call() {
            var terminal = Terminal.standard();
            var backlog = gateway.show(PATH, terminal, answer -> terminal.out().println(words(answer, terminal)));
            return isLate(backlog) ? ExitCode.DEGRADED : ExitCode.FINE;
        }

        private static boolean isLate(JsonNode backlog) {
            return backlog.path("late").asBoolean();
        }

        private static String words(JsonNode backlog, Terminal terminal) {
            long records = backlog.path("records").asLong();
            var at = Words.clock(backlog.path("at").asString(), Instant.now(), ZoneId.systemDefault());
            if (records == 0) {
                return "No line waits to be stored, as of %s.".formatted(at);
            }
            var text = String.format(
                    Locale.ROOT,
                    "%,d %s to be stored, the oldest for %s, as of %s.",
                    records,
                    records == 1 ? "line waits" : "lines wait",
                    Words.time((long) (backlog.path("oldestSeconds").asDouble() * 1000)),
                    at);
            return isLate(backlog) ? terminal.bad(text) : text;
        }
    }
}
