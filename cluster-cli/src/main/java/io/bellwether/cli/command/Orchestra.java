package io.bellwether.cli.command;

import io.bellwether.cli.terminal.ProgressBoard;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.NodeEvent;
import io.bellwether.devservices.node.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** Does one thing to many nodes at the same time and shows how far each is. */
final class Orchestra {

    private static final Duration REDRAW = Duration.ofMillis(150);
    // After one node has failed the others get this long: they may be waiting for the one that failed.
    private static final Duration PATIENCE_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Supervisor supervisor;
    private final ProgressBoard board;
    private final List<Node> nodes;
    private final Map<Node, NodeEvent.Failed> failures = new LinkedHashMap<>();
    private final List<Node> touched = new ArrayList<>();

    Orchestra(Home home, List<Node> nodes, Terminal terminal) {
        this.nodes = nodes;
        this.board = new ProgressBoard(terminal, nodes);
        this.supervisor = new Supervisor(home, this::accept);
    }

    private void accept(Node node, NodeEvent event) {
        synchronized (failures) {
            if (event instanceof NodeEvent.Failed failed) {
                failures.put(node, failed);
            } else if (event instanceof NodeEvent.Starting) {
                touched.add(node);
            }
        }
        board.accept(node, event);
    }

    /** Nodes whose process was started by this run. */
    List<Node> started() {
        synchronized (failures) {
            return List.copyOf(touched);
        }
    }

    Map<Node, NodeEvent.Failed> failures() {
        synchronized (failures) {
            return new LinkedHashMap<>(failures);
        }
    }

    Supervisor supervisor() {
        return supervisor;
    }

    void up() {
        forEach(supervisor::up);
    }

    void down() {
        forEach(supervisor::down);
    }

    /** Stops each node when those of earlier turns have ended their work; their processes may still be ending. */
    void downInTurns(ToIntFunction<Node> turn) {
        forEach(node -> {
            var earlier = nodes.stream()
                    .filter(other -> turn.applyAsInt(other) < turn.applyAsInt(node))
                    .toList();
            Quiet.await(earlier, supervisor);
            supervisor.down(node);
        });
    }

    private void forEach(Consumer<Node> action) {
        var players = Executors.newFixedThreadPool(Math.max(1, nodes.size()), Orchestra::daemon);
        try {
            var parts = new ArrayList<Future<?>>();
            nodes.forEach(node -> parts.add(players.submit(() -> action.accept(node))));
            players.shutdown();
            drawUntilDone(players);
            players.shutdownNow();
            for (var part : parts) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartProblem problem) {
                throw problem;
            }
            throw new IllegalStateException("a node could not be handled", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted.", e);
        } finally {
            players.shutdownNow();
            board.draw();
        }
    }

    private void drawUntilDone(ExecutorService players) throws InterruptedException {
        long patience = PATIENCE_AFTER_FAILURE.toNanos();
        while (patience > 0 && !players.awaitTermination(REDRAW.toMillis(), TimeUnit.MILLISECONDS)) {
            board.draw();
            if (!failures().isEmpty()) {
                patience -= REDRAW.toNanos();
            }
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "bellwether");
        thread.setDaemon(true);
        return thread;
    }
}
