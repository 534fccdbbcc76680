package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Stops and continues a member again and again, and looks at how soon the cluster stops following it. */
final class Flapping {

    private static final Duration QUARANTINE_LIMIT = Duration.ofSeconds(30);

    private Flapping() {}

    /**
     * What the cluster made of it.
     *
     * @param unreachable Commits to UNREACHABLE.
     * @param quarantined Commits to QUARANTINED.
     * @param commits All commits about it, the last look included.
     * @param shown The cause that the status shows with QUARANTINED, empty where that is not shown.
     */
    record Outcome(int unreachable, int quarantined, int commits, String shown) {

        @Override
        public String toString() {
            return "%d commits, %d to UNREACHABLE, %d to QUARANTINED: %s"
                    .formatted(commits, unreachable, quarantined, shown.isEmpty() ? "no cause shown" : shown);
        }
    }

    static Outcome of(Cluster cluster, Node subject, Bounds.Stops stops) {
        var harm = new Harm(cluster);
        long event = cluster.newestEvent();
        for (int cycle = 0; cycle < stops.cycles(); cycle++) {
            subject.pause();
            Await.pass(stops.cycleStop());
            subject.resume();
            Await.pass(stops.cycleRun());
        }
        Await.isTrueWithin(QUARANTINE_LIMIT, () -> !shownCause(cluster, subject).isEmpty());
        String shown = shownCause(cluster, subject);
        List<JsonNode> moves = harm.moves(event, subject);
        harm.readmit(subject);
        harm.settle();
        return new Outcome(
                PauseTrial.count(moves, "UNREACHABLE"), PauseTrial.count(moves, "QUARANTINED"), moves.size(), shown);
    }

    private static String shownCause(Cluster cluster, Node subject) {
        for (Node coordinator : cluster.coordinators()) {
            var member =
                    coordinator.get("/cluster/status").json().path("membership").path(subject.name());
            if (member.path("status").asString("").equals("QUARANTINED")) {
                return member.path("cause").asString("");
            }
        }
        return "";
    }
}
