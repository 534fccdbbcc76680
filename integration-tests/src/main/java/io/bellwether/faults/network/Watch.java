package io.bellwether.faults.network;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Sighting;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Looks at a cluster from one moment on, and makes rows of what it saw. */
final class Watch {

    /** What is told of a time that never came. */
    private static final double NEVER_SECONDS = 999;

    private final Cluster cluster;
    private final String what;
    private final Consumer<String> notes;
    private final List<Row> rows = new ArrayList<>();
    private long event;
    private long nanos;

    /** Begins now. */
    Watch(Cluster cluster, String what, Consumer<String> notes) {
        this.cluster = cluster;
        this.what = what;
        this.notes = notes;
        this.event = newestEvent(cluster);
        this.nanos = System.nanoTime();
    }

    /** What happens from now on is what the next rows are about. */
    void again() {
        event = newestEvent(cluster);
        nanos = System.nanoTime();
    }

    private static long newestEvent(Cluster cluster) {
        return cluster.awaitLeader(Duration.ofSeconds(20))
                .get("/api/v1/events?limit=1")
                .json()
                .path("newest")
                .asLong();
    }

    long nanos() {
        return nanos;
    }

    /** The number of the newest event when it began. */
    long event() {
        return event;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    void add(Row row) {
        rows.add(row);
    }

    String named(String metric) {
        return what + ": " + metric;
    }

    void none(String metric, long count) {
        add(Row.none(named(metric), count));
    }

    void seconds(String metric, double seconds, Duration atMost) {
        add(Row.ours(named(metric), "s", seconds, Goal.atMost(atMost.toMillis() / 1e3)));
    }

    /** How long after the beginning it comes to hold; waits somewhat longer than it may take. */
    void time(String metric, Duration atMost, BooleanSupplier holds) {
        boolean held = Await.isTrueWithin(atMost.plusSeconds(10), holds);
        seconds(metric, held ? (System.nanoTime() - nanos) / 1e9 : NEVER_SECONDS, atMost);
    }

    /** How long after the beginning the last of these had said such a thing of a subject. */
    void seen(String metric, Duration atMost, List<Node> observers, Node subject, Predicate<Sighting> such) {
        var delays = cluster.views().delays(observers, subject.name(), nanos, atMost.plusSeconds(10), such);
        boolean all = delays.size() == observers.size();
        double last =
                delays.values().stream().mapToLong(Duration::toNanos).max().orElse(0) / 1e9;
        seconds(metric, all ? last : NEVER_SECONDS, atMost);
    }

    /**
     * Nobody but these was accused since the beginning, neither by the journal nor in the view of one of the observers.
     */
    void othersUntouched(String metric, Collection<Node> but, List<Node> observers) {
        var leader = cluster.awaitLeader(Duration.ofSeconds(20));
        var moves = Journal.verdictsOnOthers(leader, event, but);
        moves.forEach(move -> notes.accept("  accused although nothing was wrong with it: " + move));
        long seen = cluster.nodes().stream()
                .filter(subject -> !but.contains(subject))
                .flatMap(subject -> observers.stream()
                        .flatMap(observer -> cluster.views().of(observer.name(), subject.name(), nanos).stream()))
                .filter(sighting -> !Whole.PRESENT.contains(sighting.status()))
                .peek(sighting -> notes.accept("  seen although nothing was wrong with it: " + sighting))
                .count();
        none(metric, moves.size() + seen);
    }

    boolean isWhole() {
        return Whole.isWhole(cluster);
    }

    /** One history: whatever two coordinators can be asked, they answer the same. */
    void oneHistory() {
        var differences = Journal.differences(cluster);
        differences.forEach(difference -> notes.accept("  " + difference));
        none("differences between the coordinators", differences.size());
    }

    void note(String line) {
        notes.accept(line);
    }
}
