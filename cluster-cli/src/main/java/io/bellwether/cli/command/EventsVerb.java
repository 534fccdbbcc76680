package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.cluster.EventFeed;
import io.bellwether.cli.terminal.Terminal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows what happened, and with {@code -f} what happens. */
@Command(
        name = "events",
        description = {
            "Shows what happened to members, configuration and brokers, with cause and evidence, the newest last.",
            "With -f it goes on with what happens. A stream that breaks is picked up where it stopped, at another"
                    + " coordinator if need be; after ten failures in a row it is given up with exit code 1.",
            "With -o json each event is a line of its own."
        },
        mixinStandardHelpOptions = true)
final class EventsVerb implements Callable<Integer> {

    private static final int PAGE = 500;
    private static final int SHOWN = 20;

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what happens from now on.")
    private boolean follow;

    @Option(names = "--after", paramLabel = "SEQ", description = "Only events after that number.")
    private @Nullable Long after;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The last N of what happened before (default: 20; with --after all).")
    private @Nullable Integer limit;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "Only events of a type or group, such as member or member.moved.")
    private @Nullable String type;

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var lines = new EventLines(terminal, Instant.now(), ZoneId.systemDefault());
        long newest = printFormer(terminal, lines, cluster.client());
        if (follow) {
            new EventFeed(cluster.coordinators(), EventFeed.Patience.STANDARD, listener(terminal, lines))
                    .follow(newest, type);
        }
        return ExitCode.FINE;
    }

    private long printFormer(Terminal terminal, EventLines lines, ClusterClient client) {
        Deque<JsonNode> kept = new ArrayDeque<>();
        int keptMax = limit != null ? limit : after == null ? SHOWN : Integer.MAX_VALUE;
        long next = after == null ? 0 : after;
        boolean missed = false;
        while (true) {
            var page = client.get("/api/v1/events?limit=%d&after=%d%s".formatted(PAGE, next, ofType()))
                    .json();
            missed |= after != null && page.path("missed").asBoolean();
            for (var event : page.path("events")) {
                kept.addLast(event);
                if (kept.size() > keptMax) {
                    kept.removeFirst();
                }
            }
            long reached = page.path("next").asLong();
            if (page.path("events").size() < PAGE || reached <= next) {
                next = Math.max(reached, page.path("newest").asLong());
                break;
            }
            next = reached;
        }
        if (missed) {
            System.err.println("Events after %d were forgotten: coordinators keep the last 2000".formatted(after));
        }
        kept.forEach(event -> print(terminal, lines, event));
        terminal.out().flush();
        return next;
    }

    private String ofType() {
        return type == null ? "" : "&type=" + URLEncoder.encode(type, StandardCharsets.UTF_8);
    }

    private void print(Terminal terminal, EventLines lines, JsonNode event) {
        terminal.out().println(shown.isJson() ? JsonMapper.shared().writeValueAsString(event) : lines.full(event));
    }

    private EventFeed.Listener listener(Terminal terminal, EventLines lines) {
        return new EventFeed.Listener() {
            @Override
            public void event(JsonNode event) {
                print(terminal, lines, event);
                terminal.out().flush();
            }

            @Override
            public void gap(JsonNode gap) {
                System.err.println("Events %d to %d were forgotten before they could be read"
                        .formatted(
                                gap.path("after").asLong() + 1,
                                gap.path("oldest").asLong() - 1));
            }

            @Override
            public void lost(URI coordinator, String reason, int attempt, int attemptsMax, Duration wait) {
                System.err.println("%s: %s; try %d of %d in %s"
                        .formatted(coordinator, reason, attempt, attemptsMax, Words.time(wait.toMillis())));
            }
        };
    }
}
