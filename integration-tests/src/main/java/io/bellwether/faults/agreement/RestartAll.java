package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Profile;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** All coordinators are stopped in some order and started in another: every committed datum is there. */
public final class RestartAll {

    private static final int WRITERS = 8;
    private static final int WRITES = 100;
    private static final Duration WRITES_LIMIT = Duration.ofSeconds(60);

    private RestartAll() {}

    public static Scenario scenario() {
        return Scenario.live(
                "restart-all",
                "Stops all coordinators and starts them in any order: every committed datum is there.",
                List.of(Option.repeat(1), Option.text("profile", "fast", "fast or default.")),
                RestartAll::run);
    }

    private static Result run(Session session) {
        return run(
                session.settings().repeat(),
                session.settings().seed(),
                Profile.of(session.settings().text("profile")),
                session::note);
    }

    /** Stops and starts as often as that, each time in orders drawn anew. */
    public static Result run(int repeat, long seed, Profile profile, Consumer<String> notes) {
        var random = new Random(seed);
        var verdict = new Verdict();
        List<Row> rows = new ArrayList<>();
        long acknowledged;
        try (Cluster cluster = Coordinators.start("restart-all", profile, notes)) {
            var ledger = new Ledger(cluster);
            for (int round = 0; round < repeat; round++) {
                ledger.write(WRITES, WRITERS, WRITES_LIMIT);
                List<Node> stopping = shuffled(cluster, random);
                stopping.forEach(Node::stop);
                List<Node> starting = shuffled(cluster, random);
                notes.accept("restart-all: stopped %s, starting %s".formatted(stopping, starting));
                Coordinators.startAll(cluster, starting);
                verdict.look(cluster, ledger);
            }
            acknowledged = ledger.count();
            cluster.finished();
        }
        rows.add(Row.ours("writes acknowledged", "", (double) acknowledged, Goal.atLeast((double) repeat * WRITES)));
        rows.addAll(verdict.rows());
        return new Result("restart-all", seed, rows);
    }

    private static List<Node> shuffled(Cluster cluster, Random random) {
        List<Node> order = new ArrayList<>(cluster.coordinators());
        Collections.shuffle(order, random);
        return order;
    }
}
