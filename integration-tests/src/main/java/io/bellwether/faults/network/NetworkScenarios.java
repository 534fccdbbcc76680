package io.bellwether.faults.network;

import io.bellwether.faults.harness.Profile;
import io.bellwether.faults.harness.Wakeups;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The scenarios that break a real network, each on a cluster of its own. */
public final class NetworkScenarios {

    private static final Map<String, Trial> TRIALS = trials();

    public static final List<Scenario> ALL = List.of(
            scenario(
                    "netns-partition",
                    "The leader cut off with one member: read-only there, writes elsewhere, one history."),
            scenario("netns-one-way", "Links that pass one way only: nobody is moved, nobody else leads."),
            scenario("netns-loss", "One member loses 80 %: it alone is found."),
            scenario("netns-flip", "Links down for 5 s and up for 5 s: nobody else is touched."),
            scenario("netns-deaf", "Deaf and mute nodes: each is found, alone."));

    private NetworkScenarios() {}

    private static Map<String, Trial> trials() {
        Map<String, Trial> trials = new LinkedHashMap<>();
        trials.put("netns-partition", new PartitionTrial());
        trials.put("netns-one-way", new OneWayTrial());
        trials.put("netns-loss", new LossTrial());
        trials.put("netns-flip", new FlipTrial());
        trials.put("netns-deaf", new DeafTrial());
        return trials;
    }

    private static Scenario scenario(String name, String description) {
        return Scenario.live(
                name,
                description + " Linux, as root.",
                List.of(
                        Option.number("repeat", 1, 1, 1_000, "Runs, on the same cluster."),
                        Option.text("profile", "default", "How fast the cluster goes: fast or default.")),
                session -> run(name, session));
    }

    private static Result run(String name, Session session) {
        int repeat = session.settings().repeat();
        var rows = new ArrayList<Row>();
        try (var broken = NetworkedCluster.start(profile(session), session::note)) {
            for (int i = 1; i <= repeat; i++) {
                session.note("%s, run %d of %d".formatted(name, i, repeat));
                // Also before the first: a start on a busy machine may have cost points.
                broken.settle();
                for (Row row : measured(name, broken, session::note)) {
                    rows.add(repeat == 1 ? row : numbered(row, i));
                }
            }
            var result = new Result(name, session.settings().seed(), rows);
            if (!result.pass()) {
                broken.cluster().keep("a goal was missed");
            }
            broken.cluster().finished();
            return result;
        }
    }

    /** One run on a whole cluster; what it leaves behind is for the caller to settle. */
    static List<Row> measured(String name, NetworkedCluster broken, Consumer<String> notes) {
        var trial = TRIALS.get(name);
        if (trial == null) {
            throw new IllegalArgumentException("there is no scenario " + name);
        }
        try (var wakeups = Wakeups.open()) {
            var rows = new ArrayList<>(trial.on(broken, notes));
            rows.add(Row.of(
                    Row.US, "a thread wakes late by, p99", "ms", wakeups.p99().toNanos() / 1e6));
            if (wakeups.isVoid()) {
                notes.accept("This machine was too busy to wake a thread in time (p99 %d ms): the run proves nothing"
                        .formatted(wakeups.p99().toMillis()));
            }
            return rows;
        }
    }

    private static Row numbered(Row row, int run) {
        return new Row(row.subject(), "run %d, %s".formatted(run, row.metric()), row.unit(), row.value(), row.goal());
    }

    private static Profile profile(Session session) {
        try {
            return Profile.of(session.settings().text("profile"));
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--profile: " + e.getMessage(), e);
        }
    }
}
