package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.NotInTimeException;
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

/** All coordinators are killed at once under writes, again and again, and started in another order each time. */
public final class KillAll {

    private static final int WRITERS = 16;
    private static final int WRITES_BEFORE_KILL = 300;
    private static final Duration WRITES_LIMIT = Duration.ofSeconds(60);

    private KillAll() {}

    public static Scenario scenario() {
        return Scenario.live(
                "kill-all",
                "Kills all coordinators at once under writes: nothing acknowledged is lost.",
                List.of(Option.repeat(1), Option.text("profile", "fast", "fast or default.")),
                KillAll::run);
    }

    private static Result run(Session session) {
        return run(
                session.settings().repeat(),
                session.settings().seed(),
                Profile.of(session.settings().text("profile")),
                session::note);
    }

    /** Kills as often as that. */
    public static Result run(int repeat, long seed, Profile profile, Consumer<String> notes) {
        var random = new Random(seed);
        var verdict = new Verdict();
        List<Row> rows = new ArrayList<>();
        int refused = 0;
        int kills = 0;
        long acknowledged;
        try (Cluster cluster = Coordinators.start("kill-all", profile, notes)) {
            var ledger = new Ledger(cluster);
            for (int round = 0; round < repeat; round++) {
                ledger.begin(WRITERS);
                awaitWrites(ledger);
                cluster.coordinators().parallelStream().forEach(Node::kill);
                kills++;
                ledger.end();
                List<Node> order = new ArrayList<>(cluster.coordinators());
                Collections.shuffle(order, random);
                try {
                    Coordinators.startAll(cluster, order);
                } catch (NotInTimeException e) {
                    notes.accept(String.valueOf(e.getMessage()));
                    cluster.keep(String.valueOf(e.getMessage()));
                    refused++;
                    break;
                }
                verdict.look(cluster, ledger);
                notes.accept("kill-all: killed %d times, %d writes acknowledged, %d lost"
                        .formatted(kills, ledger.count(), verdict.lost()));
            }
            acknowledged = ledger.count();
            cluster.finished();
        }
        rows.add(Row.ours("all coordinators killed at once", "", kills, Goal.exactly(repeat)));
        rows.add(Row.ours(
                "writes acknowledged before a kill",
                "",
                (double) acknowledged,
                Goal.atLeast((double) repeat * WRITES_BEFORE_KILL)));
        rows.addAll(verdict.rows());
        rows.add(Row.none("restarts without a leader", refused));
        return new Result("kill-all", seed, rows);
    }

    private static void awaitWrites(Ledger ledger) {
        long before = ledger.count();
        Await.until("acknowledged writes", WRITES_LIMIT, () -> ledger.count() - before >= WRITES_BEFORE_KILL);
    }
}
