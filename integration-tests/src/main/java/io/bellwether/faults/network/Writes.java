package io.bellwether.faults.network;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Rest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes to some coordinators, one after the other and all the time, and remembers which were acknowledged. Follows redirects
 * among them only.
 */
final class Writes implements AutoCloseable {

    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(12);
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    private static final int NOT_FOUND = 404;
    private static final String NAMESPACE = "/api/v1/config/netns/";

    /** One attempt: when it began and ended, and whether it was acknowledged. */
    record Attempt(String key, long beganNanos, long endedNanos, int status, boolean acknowledged) {}

    private final Cluster cluster;
    private final List<Node> coordinators;
    private final String name;
    private final Thread thread;
    private final List<Attempt> attempts = new ArrayList<>();
    private volatile boolean open = true;

    private Writes(Cluster cluster, List<Node> coordinators, String name) {
        this.cluster = cluster;
        this.coordinators = List.copyOf(coordinators);
        this.name = name;
        this.thread = Thread.ofVirtual().name("writes-" + name).unstarted(this::write);
    }

    /** Begins to write. */
    static Writes begin(Cluster cluster, List<Node> coordinators, String name) {
        var writes = new Writes(cluster, coordinators, name);
        writes.thread.start();
        return writes;
    }

    private void write() {
        for (int number = 0; open; number++) {
            Node coordinator = coordinators.get(number % coordinators.size());
            var key = "%s-%d-%d".formatted(name, System.nanoTime(), number);
            long began = System.nanoTime();
            var answer = put(coordinator.uri(NAMESPACE + key), key);
            var leader = answer.header("Location").map(URI::create);
            if (leader.isPresent() && isReached(leader.get())) {
                answer = put(leader.get(), key);
            }
            synchronized (attempts) {
                attempts.add(new Attempt(key, began, System.nanoTime(), answer.status(), answer.isOk()));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Answer put(URI uri, String value) {
        return Rest.change("PUT", uri, cluster.token(), "text/plain", value, WRITE_LIMIT);
    }

    /** Who stands on one side of a cut cannot follow a redirect to the other, though this machine could. */
    private boolean isReached(URI uri) {
        return coordinators.stream().anyMatch(node -> node.uri("/").getHost().equals(uri.getHost()));
    }

    /** All attempts that began after that moment. */
    List<Attempt> after(long nanos) {
        synchronized (attempts) {
            return attempts.stream()
                    .filter(attempt -> attempt.beganNanos() - nanos > 0)
                    .toList();
        }
    }

    /** How long after that moment the first write that had begun after it was acknowledged. */
    Optional<Duration> firstAcknowledged(long nanos) {
        return after(nanos).stream()
                .filter(Attempt::acknowledged)
                .findFirst()
                .map(attempt -> Duration.ofNanos(attempt.endedNanos() - nanos));
    }

    /** Attempts that were not acknowledged although one before them was. */
    long brokenOff(long nanos) {
        return after(nanos).stream()
                .dropWhile(attempt -> !attempt.acknowledged())
                .filter(attempt -> !attempt.acknowledged())
                .count();
    }

    /** Acknowledged writes that a coordinator does not have, asked for what a majority agrees on. */
    long missingAt(Node coordinator) {
        List<Attempt> all;
        synchronized (attempts) {
            all = List.copyOf(attempts);
        }
        return all.stream()
                .filter(Attempt::acknowledged)
                .filter(attempt -> isMissing(coordinator, attempt))
                .count();
    }

    private static boolean isMissing(Node coordinator, Attempt attempt) {
        var path = NAMESPACE + attempt.key() + "?consistency=linearizable";
        var answer = Await.value("the value of " + attempt.key(), READ_LIMIT, () -> {
            var read = coordinator.get(path);
            // Anything else says that it cannot tell now.
            return read.isOk() || read.status() == NOT_FOUND ? Optional.of(read) : Optional.empty();
        });
        return !answer.isOk() || !answer.body().contains(attempt.key());
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
