package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a coordinator back by the steps of {@code ./bellwether voters replace}, which knows only systems of the launcher:
 * out of the voters, its log aside, started to wait, and in again. LauncherIT runs the command itself.
 */
final class Replaced {

    private static final Duration CHANGE_LIMIT = Duration.ofSeconds(60);

    private Replaced() {}

    static void replace(Cluster cluster, Node node) {
        vote(
                cluster,
                cluster.coordinators().stream().filter(each -> each != node).toList());
        if (node.isAlive()) {
            node.stop();
        }
        try {
            empty(node.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.start(node);
        node.awaitServing(Coordinators.START_LIMIT);
        vote(cluster, cluster.coordinators());
    }

    private static void empty(Path data) throws IOException {
        if (Files.exists(data)) {
            DiskDamage.wipe(data);
        }
        Files.createDirectories(data);
        Files.createFile(data.resolve("join"));
    }

    /** By the leader; a change that is under way, or an election, is waited for. */
    private static void vote(Cluster cluster, List<Node> voters) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("meant", true);
        voters.forEach(voter ->
                body.withArray("voters").addObject().put("nodeId", voter.name()).put("address", voter.raftAddress()));
        Answer[] last = new Answer[1];
        Await.until(
                "%s to be the voters".formatted(voters),
                CHANGE_LIMIT,
                () -> {
                    Node leader = cluster.awaitLeader(Coordinators.LEADER_LIMIT);
                    last[0] = cluster.change(leader, "PUT", "/api/v1/voters", "application/json", body.toString());
                    return last[0].isOk();
                },
                () -> String.valueOf(last[0]));
    }
}
