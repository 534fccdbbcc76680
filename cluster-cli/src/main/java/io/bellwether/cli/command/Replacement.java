package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.cluster.VoterList;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a coordinator back from its peers. Each step looks first whether it is done: what was interrupted goes on where it
 * was when it is run again.
 */
final class Replacement {

    private static final Duration CATCH_UP = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(250);
    /** What a coordinator keeps of the agreed log; the rest of its folder is none of this. */
    private static final List<String> LOG = List.of("raft", "watermark");

    private final Terminal terminal;
    private final SystemLayout layout;
    private final Home home;
    private final Node node;
    private final ClusterClient others;
    private final ClusterClient itself;

    Replacement(ClusterContext cluster, String name, Terminal terminal) {
        this.terminal = terminal;
        this.layout = cluster.layout();
        this.home = cluster.home();
        if (!layout.coordinatorNames().contains(name)) {
            throw new StartProblem(
                    "%s is no coordinator of this machine, which has %s. One elsewhere is replaced by hand: docs/operations.md says how"
                            .formatted(name, String.join(", ", layout.coordinatorNames())));
        }
        this.node = layout.find(name);
        this.others = cluster.clientOf(layout.coordinatorNames().stream()
                .filter(each -> !each.equals(name))
                .toList());
        this.itself = cluster.clientOf(List.of(name));
    }

    Home home() {
        return home;
    }

    boolean runs() {
        return new Supervisor(home, (shown, event) -> {}).running(node.name()).isPresent();
    }

    /** Does it; false where it did not start, which has been told. */
    boolean run() {
        handOver();
        takeOut();
        stop();
        moveAside();
        if (!start()) {
            return false;
        }
        add();
        return awaitCaughtUp();
    }

    private void handOver() {
        var cluster = others.get("/api/v1/cluster").json();
        var leader = cluster.path("leader").asString("");
        if (!cluster.path("hasQuorum").asBoolean()) {
            throw new StartProblem(
                    "No majority stands behind a leader, says %s, so nobody can give %s its data back; nothing was changed. Start the others first: ./bellwether up"
                            .formatted(cluster.path("answeredBy").asString("a coordinator"), node.name()));
        }
        if (leader.equals(node.name())) {
            var answer = others.ask(
                            "POST",
                            "/api/v1/leader/transfer",
                            JsonMapper.shared().createObjectNode().toString(),
                            Map.of("Content-Type", "application/json"))
                    .json();
            tell("%s leads now".formatted(answer.path("leader").asString()));
        }
    }

    private void takeOut() {
        var voters = VoterList.of(
                others.get(VoterList.PATH + "?consistency=linearizable").json());
        if (voters.has(node.name())) {
            voters = voters.without(node.name());
            if (voters.voters().isEmpty()) {
                throw new StartProblem("%s is the only voter: nobody else has its data. Restore its folder from a copy"
                        .formatted(node.name()));
            }
            voters.put(others, true);
        }
        tell("%s votes no more; %s do".formatted(node.name(), voters.names()));
    }

    private void stop() {
        new Orchestra(home, List.of(node), terminal).down();
    }

    private void moveAside() {
        var data = home.data(node.name()).resolve("data");
        var aside = data.resolve("replaced-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneId.systemDefault())));
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("join"), "Waits for the others to add it to their voters.\n");
            boolean moved = false;
            for (var part : LOG) {
                moved |= move(data.resolve(part), aside);
            }
            tell(moved ? "Its log is in %s; delete that when all is well".formatted(aside) : "It has no log");
        } catch (IOException e) {
            throw new StartProblem("The log in %s cannot be moved aside (%s)".formatted(data, e.getMessage()), e);
        }
    }

    private static boolean move(Path part, Path aside) throws IOException {
        if (!Files.exists(part)) {
            return false;
        }
        Files.createDirectories(aside);
        Files.move(part, aside.resolve(part.getFileName()));
        return true;
    }

    private boolean start() {
        var orchestra = new Orchestra(home, List.of(node), terminal);
        orchestra.up();
        if (!orchestra.failures().isEmpty()) {
            new FailureReport(terminal).print(orchestra.failures());
            return false;
        }
        return true;
    }

    private void add() {
        var voters = VoterList.of(
                        others.get(VoterList.PATH + "?consistency=linearizable").json())
                .with(node.name(), layout.raftAddress(node.name()));
        voters.put(others, voters.voters().size() % 2 == 0);
        tell("%s votes again, beside %s"
                .formatted(node.name(), voters.without(node.name()).names()));
    }

    private boolean awaitCaughtUp() {
        long goal = others.get("/api/v1/cluster?consistency=linearizable")
                .json()
                .path("index")
                .asLong();
        long deadline = System.nanoTime() + CATCH_UP.toNanos();
        var never = new CountDownLatch(1);
        try {
            JsonNode now = itself.get("/api/v1/cluster").json();
            while (now.path("index").asLong() < goal) {
                if (System.nanoTime() - deadline > 0) {
                    throw new StartProblem(
                            "%s is a voter again and has come to entry %s of %s within %d s: ./bellwether output %s says what holds it up"
                                    .formatted(
                                            node.name(),
                                            now.path("index").asString(),
                                            goal,
                                            CATCH_UP.toSeconds(),
                                            node.name()));
                }
                boolean unused = never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                now = itself.get("/api/v1/cluster").json();
            }
            tell("%s has everything up to entry %s"
                    .formatted(node.name(), now.path("index").asString()));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted; run it again to see it through", e);
        }
    }

    private void tell(String line) {
        terminal.out().println("  " + line);
    }
}
