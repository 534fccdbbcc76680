package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Profile;
import io.bellwether.faults.harness.Wakeups;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Nothing happens for minutes, on a machine that is busy with other things: and nothing changes. */
public final class QuietTime {

    private static final Duration LEADER_WITHIN = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int TERM_MAX = 5;
    private static final int STALE_TERMS_MAX = 99;
    private static final double BUSY = 0.5;

    private final Cluster cluster;
    private final List<Row> rows = new ArrayList<>();

    private QuietTime(Cluster cluster) {
        this.cluster = cluster;
    }

    public static Scenario scenario() {
        return Scenario.live(
                "quiet",
                "Quiet minutes on a loaded machine: no election, no step-down, no connection opened again.",
                List.of(
                        Option.number("minutes", 5, 1, 10_000, "How long nothing happens."),
                        Option.text("profile", "default", "fast or default.")),
                QuietTime::run);
    }

    private static Result run(Session session) {
        return run(
                Duration.ofMinutes(session.settings().number("minutes")),
                session.settings().seed(),
                Profile.of(session.settings().text("profile")),
                session::note);
    }

    /** Looks on for this long. */
    public static Result run(Duration time, long seed, Profile profile, Consumer<String> notes) {
        try (var load = Load.begin(BUSY);
                Cluster cluster =
                        Cluster.create(ClusterSpec.of("quiet", profile).withCoordinators(3), notes)) {
            var quiet = new QuietTime(cluster);
            quiet.look(time, notes);
            var result = new Result("quiet", seed, quiet.rows);
            if (!result.pass()) {
                cluster.keep("something happened");
            }
            cluster.finished();
            return result;
        }
    }

    private void look(Duration time, Consumer<String> notes) {
        var wall = Instant.now();
        cluster.coordinators().forEach(cluster::start);
        cluster.coordinators().forEach(node -> node.awaitServing(Coordinators.START_LIMIT));
        long served = System.nanoTime();
        cluster.awaitLeader(Coordinators.LEADER_LIMIT);
        double leaderAfter = (System.nanoTime() - served) / 1e9;
        // Whoever has just started is still asked by each other whether it lives, which makes the last connections.
        Await.pass(SETTLING);

        long term = termNow();
        Set<Integer> ports = raftPorts();
        Set<String> before = Sockets.to(ports);
        int reopened = 0;
        Set<String> known = new TreeSet<>(before);
        try (var wakeups = Wakeups.open()) {
            long end = System.nanoTime() + time.toNanos();
            notes.accept("quiet: term %d, %d connections".formatted(term, before.size()));
            while (System.nanoTime() - end < 0) {
                Await.pass(LOOK);
                for (String socket : Sockets.to(ports)) {
                    reopened += known.add(socket) ? 1 : 0;
                }
            }
            Set<String> after = Sockets.to(ports);
            long closed =
                    before.stream().filter(socket -> !after.contains(socket)).count();
            rows.add(Row.of(
                    Row.US, "a thread wakes late by, p99", "ms", wakeups.p99().toNanos() / 1e6));
            rows.add(Row.ours("runs that count", "", wakeups.isVoid() ? 0 : 1, Goal.exactly(1)));
            rows.add(Row.ours("leader after all serve, within", "s", leaderAfter, Goal.atMost((double)
                    LEADER_WITHIN.toSeconds())));
            rows.add(Row.ours("term", "", (double) term, Goal.atMost(TERM_MAX)));
            rows.add(Row.none("elections in quiet", termNow() - term));
            rows.add(Row.none("step-downs", actions(wall, "raft.stepped-down")));
            rows.add(Row.ours("stale-term rejections", "", staleTerms(), Goal.atMost(STALE_TERMS_MAX)));
            if (Sockets.canBeListed()) {
                rows.add(Row.ours("connections", "", before.size(), Goal.atLeast(6)));
                rows.add(Row.none("connections opened in quiet", reopened));
                rows.add(Row.none("connections closed in quiet", closed));
            }
        }
    }

    private long termNow() {
        return cluster.coordinators().stream()
                .map(node -> node.get("/api/v1/cluster"))
                .filter(Answer::isOk)
                .mapToLong(answer -> answer.json().path("term").asLong())
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private Set<Integer> raftPorts() {
        Set<Integer> ports = new TreeSet<>();
        JsonNode voters =
                cluster.coordinators().getFirst().get("/api/v1/cluster").json().path("voters");
        for (JsonNode voter : voters) {
            String address = voter.path("address").asString("");
            ports.add(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        }
        return ports;
    }

    private long actions(Instant from, String action) {
        return cluster.coordinators().stream()
                .flatMap(node -> node.logSince(from).stream())
                .filter(line -> line.isAction(action))
                .count();
    }

    /** Over all three; not a number where one does not tell. */
    private double staleTerms() {
        return cluster.coordinators().stream()
                .mapToDouble(QuietTime::staleTerms)
                .sum();
    }

    private static double staleTerms(Node node) {
        return node.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("raft_stale_term_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
