package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Whether every coordinator that runs is shown by every other, and as one that is heard: one that votes must not be missing
 * where people look, nor be shown as the dead process that had its name before.
 */
final class Presence {

    /** Longer than a process takes to join, shorter than the rules keep a name out that crashes again and again. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Presence() {}

    /** Who is not shown by whom, once all have had the time to join. */
    static List<String> missing(Cluster cluster) {
        return Await.isTrueWithin(LIMIT, () -> gaps(cluster).isEmpty()) ? List.of() : gaps(cluster);
    }

    private static List<String> gaps(Cluster cluster) {
        List<Node> running =
                cluster.coordinators().stream().filter(Node::isAlive).toList();
        Duration fresh = cluster.profile().timing().silenceCap();
        return running.stream()
                .flatMap(observer -> {
                    Answer answer = observer.get("/cluster/status");
                    return running.stream()
                            .filter(node -> !answer.isOk() || !isHeard(answer.json(), node, fresh))
                            .map(node -> "%s is not shown as heard by %s".formatted(node, observer));
                })
                .toList();
    }

    private static boolean isHeard(JsonNode status, Node node, Duration fresh) {
        String last = status.path("membership")
                .path(node.name())
                .path("lastHeartbeatTime")
                .asString("");
        return !last.isEmpty() && Instant.parse(last).isAfter(Instant.now().minus(fresh));
    }
}
