package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.time.Duration;
import java.util.List;

/** Kills the leader while somebody writes, and starts it again once another one leads. */
final class LeaderKill {

    private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);

    private LeaderKill() {}

    /**
     * What came of it.
     *
     * @param led From the kill until another coordinator said that it leads with a majority.
     * @param written From the kill until a write was acknowledged that was sent after it.
     */
    record Outcome(String killed, Duration led, Duration written) {

        @Override
        public String toString() {
            return "%s killed: another leads after %s, a write is acknowledged after %s"
                    .formatted(killed, Never.text(led), Never.text(written));
        }
    }

    static Outcome of(Cluster cluster, Writer writer) {
        var harm = new Harm(cluster);
        Node leader = cluster.awaitLeader(LEADER_LIMIT);
        long acks = writer.acks();
        // Under way, not in the first moment: the writer knows by now who leads.
        Await.until("writes to be acknowledged", LEADER_LIMIT, () -> writer.acks() > acks + 10);

        long killed = System.nanoTime();
        writer.mark(killed);
        leader.kill();
        List<Node> others = cluster.coordinators().stream()
                .filter(node -> !node.equals(leader))
                .toList();
        boolean led = Await.isTrueWithin(LEADER_LIMIT, () -> others.stream().anyMatch(LeaderKill::leads));
        Duration ledAfter = led ? Duration.ofNanos(System.nanoTime() - killed) : Never.SEEN;
        boolean written =
                Await.isTrueWithin(LEADER_LIMIT, () -> writer.firstAck().isPresent());
        Duration writtenAfter = written ? Duration.ofNanos(writer.firstAck().orElseThrow() - killed) : Never.SEEN;

        harm.restart(leader);
        harm.readmit(leader);
        harm.settle();
        return new Outcome(leader.name(), ledAfter, writtenAfter);
    }

    static boolean leads(Node node) {
        var answer = node.get("/api/v1/cluster");
        return answer.isOk()
                && answer.json().path("role").asString("").equals("LEADER")
                && answer.json().path("hasQuorum").asBoolean(false);
    }
}
