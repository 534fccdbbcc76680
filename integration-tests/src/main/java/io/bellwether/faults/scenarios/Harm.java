package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.NotInTimeException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What all scenarios need around the harm they do: a clean account before it, a whole cluster after it. */
final class Harm {

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration ORDER_LIMIT = Duration.ofSeconds(20);

    private final Cluster cluster;

    Harm(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Clears the points of a name, so that one run does not pay for the one before. */
    void readmit(Node node) {
        Await.until(
                node + " to be readmitted",
                ORDER_LIMIT,
                () -> order(node).isOk(),
                () -> order(node).shortText());
    }

    private Answer order(Node node) {
        Node asked = cluster.leader().orElse(cluster.coordinators().getFirst());
        return cluster.change(
                asked,
                "POST",
                "/api/v1/members/%s/readmit".formatted(node.name()),
                "application/json",
                "{\"reason\": \"between two runs\"}");
    }

    /** Waits until everybody is HEALTHY in every view: through a stabilisation period where there was harm. */
    void settle() {
        var stabilization = cluster.profile().timing().stabilization();
        cluster.awaitWhole(stabilization.multipliedBy(2).plus(START_LIMIT));
    }

    /** Starts it again and waits until it serves. */
    void restart(Node node) {
        cluster.start(node);
        node.awaitServing(START_LIMIT);
    }

    /** Moves of a member in the journal after an event. */
    List<JsonNode> moves(long afterEvent, Node subject) {
        return cluster.eventsAfter(afterEvent).stream()
                .filter(event -> event.path("type").asString("").equals("member.moved"))
                .filter(event -> event.path("subject").asString("").equals(subject.name()))
                .toList();
    }

    /** The incarnation by which the coordinators know it. */
    long incarnation(Node node) {
        for (Node coordinator : cluster.coordinators()) {
            var answer = coordinator.get("/api/v1/members/" + node.name());
            if (answer.isOk()) {
                return answer.json().path("incarnation").asLong();
            }
        }
        throw new NotInTimeException("no coordinator knows " + node);
    }
}
