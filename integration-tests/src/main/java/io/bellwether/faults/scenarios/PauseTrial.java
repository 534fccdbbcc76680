package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Sighting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Stops a member by SIGSTOP for a while, continues it, and looks at what the cluster made of it. */
final class PauseTrial {

    private static final List<String> WELL = List.of("HEALTHY", "DEGRADED");
    private static final Duration BACK_LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final Harm harm;
    private final Node subject;
    private final List<Node> others;

    private PauseTrial(Cluster cluster, Node subject) {
        this.cluster = cluster;
        this.harm = new Harm(cluster);
        this.subject = subject;
        this.others = cluster.runningBut(List.of(subject));
    }

    /**
     * What the cluster made of it.
     *
     * @param commits Changes of its state that were committed, those between HEALTHY and DEGRADED aside: these follow the
     *     load of the machine.
     * @param unreachable Of these, to UNREACHABLE.
     * @param removed Of these, to REMOVED.
     * @param incarnationsGained How many incarnations later it is than before.
     * @param viewsThatChanged Views that ever said something else than HEALTHY or DEGRADED.
     * @param noticed From SIGSTOP until the last view said UNREACHABLE.
     * @param back From SIGCONT until the last view had it again, neither UNREACHABLE nor gone.
     */
    record Outcome(
            int commits,
            int unreachable,
            int removed,
            long incarnationsGained,
            int viewsThatChanged,
            Duration noticed,
            Duration back) {

        @Override
        public String toString() {
            return "%d commits, noticed everywhere %s, back everywhere %s, incarnation +%d"
                    .formatted(commits, Never.text(noticed), Never.text(back), incarnationsGained);
        }
    }

    static Outcome of(Cluster cluster, Node subject, Duration stop, Duration lookAfter) {
        return new PauseTrial(cluster, subject).run(stop, lookAfter);
    }

    private Outcome run(Duration stop, Duration lookAfter) {
        long before = harm.incarnation(subject);
        long event = cluster.newestEvent();
        long stopped = System.nanoTime();
        subject.pause();
        Await.pass(stop);
        subject.resume();
        long resumed = System.nanoTime();

        Map<String, Duration> noticed = cluster.views()
                .delays(others, subject.name(), stopped, Duration.ZERO, sighting -> sighting.is("UNREACHABLE"));
        // Whoever was not stopped long enough must not be accused afterwards either.
        Await.pass(lookAfter);
        Duration back = Duration.ZERO;
        if (!noticed.isEmpty()) {
            back = CrashTrial.last(
                    cluster.views().delays(others, subject.name(), resumed, BACK_LIMIT, sighting -> !isLost(sighting)),
                    others);
            harm.settle();
        }
        List<JsonNode> moves = harm.moves(event, subject);
        int changed = (int) others.stream()
                .filter(observer -> cluster.views().of(observer.name(), subject.name(), stopped).stream()
                        .anyMatch(sighting -> !WELL.contains(sighting.status())))
                .count();
        long after = harm.incarnation(subject);
        harm.readmit(subject);
        return new Outcome(
                (int) moves.stream().filter(move -> !isOfScore(move)).count(),
                count(moves, "UNREACHABLE"),
                count(moves, "REMOVED"),
                after - before,
                changed,
                CrashTrial.last(noticed, others),
                back);
    }

    private static boolean isOfScore(JsonNode move) {
        return WELL.contains(move.path("from").asString(""))
                && WELL.contains(move.path("to").asString(""));
    }

    private static boolean isLost(Sighting sighting) {
        return sighting.isGone() || sighting.is("UNREACHABLE");
    }

    static int count(List<JsonNode> moves, String to) {
        return (int) moves.stream()
                .filter(move -> move.path("to").asString("").equals(to))
                .count();
    }
}
