package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.NotInTimeException;
import io.bellwether.faults.harness.Rest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes one key of the config store after the other, for as long as it is open, and remembers what was acknowledged. It asks
 * as a careful program does: whoever answered last, where that sends it, and the next one where that does not answer.
 */
final class Writer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = Duration.ofMillis(10).toNanos();
    private static final int KEYS = 100;
    static final String NAMESPACE = "/api/v1/config/faults";

    private final Cluster cluster;
    private final Thread thread;
    /** By key: the highest number that was acknowledged. */
    private final Map<String, Long> acknowledged = new TreeMap<>();

    private long acks;
    /** The moment from which on the first acknowledgement is looked for. */
    private long markNanos;

    private long firstAckNanos;
    private boolean ackedSinceMark;
    private long attempted;
    private volatile boolean open = true;

    private Writer(Cluster cluster) {
        this.cluster = cluster;
        this.thread = Thread.ofPlatform().daemon().name("writer").unstarted(this::write);
    }

    static Writer open(Cluster cluster) {
        var writer = new Writer(cluster);
        writer.thread.start();
        return writer;
    }

    private void write() {
        List<Node> coordinators = cluster.coordinators();
        int asked = 0;
        long number = 0;
        while (open) {
            number++;
            long sent = System.nanoTime();
            String key = "key-" + number % KEYS;
            synchronized (this) {
                attempted = number;
            }
            if (put(coordinators.get(asked), key, number).isOk()) {
                acknowledge(key, number, sent);
            } else {
                asked = (asked + 1) % coordinators.size();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Answer put(Node coordinator, String key, long number) {
        var uri = coordinator.uri(NAMESPACE + "/" + key);
        var answer = put(uri, number);
        Optional<String> elsewhere = answer.header("Location");
        return answer.status() == 307 && elsewhere.isPresent() ? put(URI.create(elsewhere.get()), number) : answer;
    }

    private Answer put(URI uri, long number) {
        return Rest.change("PUT", uri, cluster.token(), "text/plain", Long.toString(number), LIMIT);
    }

    private synchronized void acknowledge(String key, long number, long sent) {
        acknowledged.put(key, number);
        acks++;
        if (!ackedSinceMark && sent - markNanos > 0) {
            ackedSinceMark = true;
            firstAckNanos = System.nanoTime();
        }
    }

    /** How many were acknowledged so far. */
    synchronized long acks() {
        return acks;
    }

    /** Begins to look for the first acknowledgement of a write that is sent after this moment. */
    synchronized void mark(long nanos) {
        markNanos = nanos;
        ackedSinceMark = false;
    }

    /** When that came, if it has come. */
    synchronized Optional<Long> firstAck() {
        return ackedSinceMark ? Optional.of(firstAckNanos) : Optional.empty();
    }

    /**
     * What is lost of it at one coordinator: keys that hold less than was acknowledged, or more than was ever written.
     * Nothing is written meanwhile.
     */
    synchronized long lostAt(Node coordinator) {
        var stored =
                Rest.get(coordinator.uri(NAMESPACE + "?values=true&limit=1000&consistency=linearizable"), READ_LIMIT);
        if (!stored.isOk()) {
            throw new NotInTimeException(
                    "%s does not tell what it holds: %s".formatted(coordinator, stored.shortText()));
        }
        Map<String, Long> held = new TreeMap<>();
        stored.json()
                .path("items")
                .forEach(item -> held.put(
                        item.path("key").asString(),
                        Long.parseLong(item.path("value").asString())));
        return acknowledged.entrySet().stream()
                .filter(entry -> {
                    long number = held.getOrDefault(entry.getKey(), -1L);
                    return number < entry.getValue() || number > attempted;
                })
                .count();
    }

    /** Stops writing, and waits until the last write has been answered. */
    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
        try {
            thread.join(LIMIT.multipliedBy(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
