package io.bellwether.devservices.node;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.OutputTail;
import io.bellwether.devservices.process.ProcessFacts;
import io.bellwether.devservices.process.ProcessRecord;
import io.bellwether.devservices.process.ProcessRecords;
import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** Brings nodes up and down. Keeps no state of its own: what runs is what the records and the kernel say. */
public final class Supervisor {

    private static final String GIVEN_UP = "was still starting when the start was given up";
    private static final int LAST_LINES = 15;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration KEPT_LIMIT = Duration.ofSeconds(10);

    private final ProcessRecords records;
    private final BiConsumer<Node, NodeEvent> listener;
    private volatile boolean closed;

    public Supervisor(Home home, BiConsumer<Node, NodeEvent> listener) {
        this.records = new ProcessRecords(home);
        this.listener = listener;
    }

    /** The node's process, when it runs. */
    public Optional<ProcessHandle> running(String node) {
        return records.read(node).flatMap(ProcessRecord::handle).filter(p -> !ProcessFacts.isZombie(p));
    }

    /**
     * Makes a node run as it should and waits until it is healthy.
     *
     * @return whether it is
     */
    public boolean up(Node node) {
        try {
            var kept = keep(node);
            return kept || start(node);
        } catch (StartProblem e) {
            boolean givenUp = closed || Thread.currentThread().isInterrupted();
            var reason = givenUp ? GIVEN_UP : String.valueOf(e.getMessage());
            listener.accept(node, new NodeEvent.Failed(reason, List.of()));
            return false;
        }
    }

    /** Whether a start of this node would take its ports, that is: whether none of ours holds them already. */
    public boolean wouldListen(Node node) {
        return running(node.name()).isEmpty() && orphan(node).isEmpty();
    }

    /** Stops the process of a node, also one whose launcher died before it wrote it down. */
    public void down(Node node) {
        running(node.name()).or(() -> orphan(node)).ifPresent(process -> {
            listener.accept(node, new NodeEvent.Stopping());
            listener.accept(node, new NodeEvent.Stopped(Processes.stop(process, node.stopSignal(), node.stopLimit())));
        });
        records.delete(node.name());
    }

    private boolean keep(Node node) {
        var process = running(node.name());
        if (process.isEmpty()) {
            if (orphan(node).isPresent()) {
                listener.accept(node, new NodeEvent.Replacing("its launcher died while starting it"));
                down(node);
            }
            return false;
        }
        var recorded = records.read(node.name()).orElseThrow();
        if (!recorded.fingerprint().equals(node.fingerprint())) {
            listener.accept(node, new NodeEvent.Replacing("it was started with other settings or an older build"));
            down(node);
            return false;
        }
        // It may have been paused; that is no reason to lose it.
        Processes.signal(process.get(), Signal.CONT);
        if (awaitHealthy(node, process.get(), KEPT_LIMIT).ok()) {
            listener.accept(node, new NodeEvent.Kept(process.get().pid()));
            return true;
        }
        listener.accept(node, new NodeEvent.Replacing("it runs but does not answer"));
        down(node);
        return false;
    }

    /** From now on nothing more is started, and whoever waits for a node gives up. */
    public void close() {
        closed = true;
    }

    private boolean start(Node node) {
        var begun = System.nanoTime();
        listener.accept(node, new NodeEvent.Preparing());
        var spec = node.prepare();
        if (closed) {
            throw new StartProblem(GIVEN_UP);
        }
        long silence = OutputTail.end(spec.output());
        var process = Processes.start(spec);
        records.write(new ProcessRecord(
                node.name(),
                process.pid(),
                Processes.startedAt(process),
                node.fingerprint(),
                node.ports().getFirst(),
                spec.output()));
        listener.accept(node, new NodeEvent.Starting(process.pid()));
        var health = awaitHealthy(node, process, node.startLimit());
        if (health.ok()) {
            listener.accept(node, new NodeEvent.Healthy(Duration.ofNanos(System.nanoTime() - begun)));
            return true;
        }
        listener.accept(
                node,
                new NodeEvent.Failed(
                        failure(node, process, health), OutputTail.read(spec.output(), LAST_LINES, silence)));
        return false;
    }

    private String failure(Node node, ProcessHandle process, Health health) {
        if (closed) {
            return GIVEN_UP;
        }
        if (!process.isAlive() || ProcessFacts.isZombie(process)) {
            return "its process ended while it started";
        }
        var reason = health instanceof Health.NotYet notYet ? notYet.reason() : "";
        return "not healthy after %d s (%s)".formatted(node.startLimit().toSeconds(), reason);
    }

    private Health awaitHealthy(Node node, ProcessHandle process, Duration limit) {
        var end = process.onExit();
        long deadline = System.nanoTime() + limit.toNanos();
        var told = Instant.now();
        while (true) {
            var health = node.health();
            if (health.ok() || closed || ended(process, end) || System.nanoTime() - deadline > 0) {
                return ended(process, end) ? Health.notYet("its process ended") : health;
            }
            if (health instanceof Health.NotYet notYet
                    && Duration.between(told, Instant.now()).compareTo(Duration.ofSeconds(1)) > 0) {
                listener.accept(node, new NodeEvent.Waiting(notYet.reason()));
                told = Instant.now();
            }
            // Until the next look, or until there is nothing to look at any more.
            if (Processes.endsWithin(end, POLL)) {
                return Health.notYet("its process ended");
            }
        }
    }

    private static boolean ended(ProcessHandle process, CompletableFuture<ProcessHandle> end) {
        return end.isDone() || ProcessFacts.isZombie(process);
    }

    private static Optional<ProcessHandle> orphan(Node node) {
        return Processes.findByMarker(node.marker());
    }
}
