package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Profile;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The worst that a damaged disk can do. One coordinator is behind; the leader and another acknowledge writes; that other's
 * disk is damaged, the leader is stopped, and the damaged one is asked to vote for the one that is behind. If it did, all
 * that was acknowledged meanwhile would be gone.
 */
public final class DamageOne {

    private static final int WRITERS = 8;
    private static final int WRITES = 260;
    private static final Duration WRITES_LIMIT = Duration.ofSeconds(60);
    private static final Duration REFUSAL_LIMIT = Duration.ofSeconds(60);
    private static final int BOUNDS_WITHOUT_LEADER = 8;
    /** Entries after which a snapshot is taken. */
    private static final int OFTEN = 200;

    private static final int NEVER = 100_000;

    private final Cluster cluster;
    private final Ledger ledger;
    private final Consumer<String> notes;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> different = new ArrayList<>();

    private DamageOne(Cluster cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.ledger = new Ledger(cluster);
        this.notes = notes;
    }

    public static Scenario scenario() {
        return Scenario.live(
                "damage",
                "Damages one coordinator's disk and asks it to vote: it refuses, and nothing acknowledged is lost.",
                List.of(
                        Option.text("case", "", "One case only, such as newest-segment-deleted; all by default."),
                        Option.text("profile", "fast", "fast or default.")),
                DamageOne::run);
    }

    private static Result run(Session session) {
        List<String> cases = cases(session.settings().text("case"));
        return run(
                cases, session.settings().seed(), Profile.of(session.settings().text("profile")), session::note);
    }

    private static List<String> cases(String word) {
        List<String> all = Stream.of(DiskDamage.values()).map(DamageOne::word).toList();
        if (word.isEmpty()) {
            return all;
        }
        if (!all.contains(word)) {
            throw new UsageProblem("--case: there is no '%s', there are %s".formatted(word, String.join(", ", all)));
        }
        return List.of(word);
    }

    private static String word(DiskDamage damage) {
        return damage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Does these, one after another, to one cluster; those that a snapshot would make good to one that takes none. */
    public static Result run(List<String> cases, long seed, Profile profile, Consumer<String> notes) {
        List<DiskDamage> damages = cases.stream()
                .map(each -> DiskDamage.valueOf(each.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
        var found = new Found();
        found.suffer(damages.stream().filter(each -> !each.isMadeGoodBySnapshots()), OFTEN, profile, notes);
        found.suffer(damages.stream().filter(DiskDamage::isMadeGoodBySnapshots), NEVER, profile, notes);
        return new Result(
                "damage",
                seed,
                List.of(
                        Row.of(Row.US, "cases", "", cases.size()),
                        Row.of(Row.US, "writes acknowledged", "", (double) found.acknowledged),
                        Row.none("acknowledged writes lost", found.lost),
                        Row.none("indexes at which replicas differ", found.different),
                        Row.none("damage that was not refused as it should", found.wrong)));
    }

    /** What was found on all clusters. */
    private static final class Found {
        private long acknowledged;
        private int lost;
        private int different;
        private int wrong;

        void suffer(Stream<DiskDamage> damages, int snapshotThreshold, Profile profile, Consumer<String> notes) {
            List<DiskDamage> some = damages.toList();
            if (some.isEmpty()) {
                return;
            }
            try (Cluster cluster = Coordinators.start("damage", profile, snapshotThreshold, notes)) {
                var scenario = new DamageOne(cluster, notes);
                for (DiskDamage damage : some) {
                    notes.accept("damage: " + word(damage));
                    scenario.suffer(damage);
                }
                add(scenario);
                cluster.finished();
            }
        }

        private void add(DamageOne scenario) {
            scenario.wrong.forEach(scenario.notes);
            scenario.lost.forEach(scenario.notes);
            if (!scenario.wrong.isEmpty() || !scenario.lost.isEmpty() || !scenario.different.isEmpty()) {
                scenario.cluster.keep("something was wrong");
            }
            acknowledged += scenario.ledger.count();
            lost += scenario.lost.size();
            different += scenario.different.size();
            wrong += scenario.wrong.size();
        }
    }

    private void suffer(DiskDamage damage) {
        // Two restarts before: each new term begins a new file of the log.
        ledger.write(WRITES, WRITERS, WRITES_LIMIT);
        Node first = cluster.awaitLeader(Coordinators.LEADER_LIMIT);
        first.stop();
        cluster.awaitLeader(Coordinators.LEADER_LIMIT);
        ledger.write(WRITES, WRITERS, WRITES_LIMIT);
        restart(first);
        Replicas.differences(cluster);

        Node victim = Coordinators.follower(cluster);
        Node behind = Coordinators.follower(cluster, victim);
        Node leader = cluster.awaitLeader(Coordinators.LEADER_LIMIT);
        behind.stop();
        ledger.write(WRITES, WRITERS, WRITES_LIMIT);
        victim.stop();
        leader.stop();
        damage.to(victim.data());

        cluster.start(behind);
        cluster.start(victim);
        behind.awaitServing(Coordinators.START_LIMIT);
        expectRefusal(damage, victim);
        Duration watch = cluster.profile().timing().electionMax().multipliedBy(BOUNDS_WITHOUT_LEADER);
        if (!Coordinators.isLeaderlessFor(cluster, watch)) {
            wrong.add("%s: one that lacks acknowledged writes was elected".formatted(word(damage)));
        }

        restart(leader);
        cluster.awaitLeader(Coordinators.LEADER_LIMIT);
        lost.addAll(ledger.lost());
        Replaced.replace(cluster, victim);
        different.addAll(Replicas.differences(cluster));
        lost.addAll(ledger.lost());
    }

    private void expectRefusal(DiskDamage damage, Node victim) {
        if (!Await.isTrueWithin(REFUSAL_LIMIT, () -> !victim.isAlive())) {
            wrong.add("%s: %s runs".formatted(word(damage), victim));
            return;
        }
        String said = victim.tail();
        notes.accept("  "
                + said.lines()
                        .filter(line -> line.contains("refuses to start"))
                        .findFirst()
                        .orElse("it ended and said: " + said));
        if (!said.contains("refuses to start") || !said.contains("./bellwether voters replace " + victim)) {
            wrong.add("%s: %s does not say what to run".formatted(word(damage), victim));
        }
    }

    private void restart(Node node) {
        cluster.start(node);
        node.awaitServing(Coordinators.START_LIMIT);
    }
}
