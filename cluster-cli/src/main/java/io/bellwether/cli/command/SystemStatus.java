package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Faults;
import io.bellwether.devservices.node.Health;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import io.bellwether.devservices.process.ProcessFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the whole system found.
 *
 * @param home The folder it lives in.
 * @param faults What is wrong with its network on purpose; null when its nodes have no networks of their own.
 */
record SystemStatus(
        String home, List<NodeStatus> nodes, @Nullable Faults faults) {

    SystemStatus {
        nodes = List.copyOf(nodes);
    }

    enum State {
        HEALTHY,
        UNHEALTHY,
        PAUSED,
        DOWN
    }

    /**
     * One node.
     *
     * @param host Where it listens.
     * @param reason Why it is not healthy, in words; empty when it is.
     */
    record NodeStatus(
            String name,
            State state,
            String host,
            int port,
            @Nullable Long pid,
            @Nullable Instant since,
            @Nullable Long memoryBytes,
            String reason) {}

    boolean healthy() {
        return nodes.stream().allMatch(node -> node.state() == State.HEALTHY);
    }

    boolean nothingRuns() {
        return nodes.stream().allMatch(node -> node.state() == State.DOWN);
    }

    static SystemStatus look(Home home, SystemLayout layout) {
        var supervisor = new Supervisor(home, (node, event) -> {});
        var all = new ArrayList<Node>(layout.nodes());
        all.addAll(layout.surplus());
        // Each look may take seconds when a node hangs: all at the same time, however few cores there are.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = all.stream()
                    .map(node -> CompletableFuture.supplyAsync(() -> look(supervisor, node), threads))
                    .toList();
            return new SystemStatus(
                    home.folder().toString(),
                    looks.stream().map(CompletableFuture::join).toList(),
                    BrokenNetwork.of(home.folder()).map(BrokenNetwork::faults).orElse(null));
        }
    }

    private static NodeStatus look(Supervisor supervisor, Node node) {
        var running = supervisor.running(node.name());
        if (running.isEmpty()) {
            return new NodeStatus(
                    node.name(),
                    State.DOWN,
                    node.place().address(),
                    node.ports().getFirst(),
                    null,
                    null,
                    null,
                    "does not run");
        }
        var process = running.get();
        var facts = ProcessFacts.of(process);
        if (facts.paused()) {
            return status(node, State.PAUSED, process, facts, "paused: ./bellwether resume " + node.name());
        }
        return switch (node.health()) {
            case Health.Healthy() -> status(node, State.HEALTHY, process, facts, "");
            case Health.NotYet(var reason) -> status(node, State.UNHEALTHY, process, facts, reason);
        };
    }

    private static NodeStatus status(Node node, State state, ProcessHandle process, ProcessFacts facts, String reason) {
        return new NodeStatus(
                node.name(),
                state,
                node.place().address(),
                node.ports().getFirst(),
                process.pid(),
                process.info().startInstant().orElse(null),
                facts.memoryBytes(),
                reason);
    }
}
