package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Rest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Writes without a pause at whichever coordinator takes it, remembers what was acknowledged, and reads it back. Each
 * writer has keys of its own and writes rising numbers, so a value that is lower than one that was acknowledged is a loss,
 * and a higher one is a write whose answer was lost on the way.
 */
final class Ledger {

    private static final String NAMESPACE = "/api/v1/config/ledger";
    private static final int KEYS_OF_EACH = 50;
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(3);
    private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(90);
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofMillis(20);

    private final Cluster cluster;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean writing;

    Ledger(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Writes acknowledged so far. */
    long count() {
        return count.get();
    }

    /** Writes that got another answer or none. */
    long refused() {
        return refused.get();
    }

    /** Begins to write, by as many at a time. */
    void begin(int atOnce) {
        writing = true;
        for (int i = 0; i < atOnce; i++) {
            int writer = i;
            writers.add(Thread.ofVirtual().start(() -> write(writer)));
        }
    }

    /** Writes until as many more are acknowledged, and ends. */
    void write(int more, int atOnce, Duration limit) {
        long before = count();
        begin(atOnce);
        try {
            Await.until(more + " acknowledged writes", limit, () -> count() - before >= more);
        } finally {
            end();
        }
    }

    /** No write begins any more, and those under way have their answer. */
    void end() {
        writing = false;
        for (Thread writer : writers) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while writers end", e);
            }
        }
        writers.clear();
    }

    private void write(int writer) {
        int turn = writer;
        int at = 0;
        while (writing) {
            List<Node> coordinators = cluster.coordinators();
            Node asked = coordinators.get(turn % coordinators.size());
            String key = "w%d-%d".formatted(writer, at++ % KEYS_OF_EACH);
            long number = numbers.incrementAndGet();
            Answer answer = put(asked.uri(NAMESPACE + "/" + key), number);
            if (answer.isOk()) {
                acknowledged.merge(key, number, Math::max);
                count.incrementAndGet();
            } else {
                refused.incrementAndGet();
                turn++;
                Await.pass(REST);
            }
        }
    }

    private Answer put(URI uri, long number) {
        Answer answer = change(uri, number);
        return answer.status() == 307
                ? answer.header("Location")
                        .map(URI::create)
                        .map(elsewhere -> change(elsewhere, number))
                        .orElse(answer)
                : answer;
    }

    private Answer change(URI uri, long number) {
        return Rest.change("PUT", uri, cluster.token(), "text/plain", Long.toString(number), WRITE_LIMIT);
    }

    /** The acknowledged writes that one coordinator does not hold, by what should be there and what is. */
    List<String> lostAt(Node coordinator) {
        Map<String, Long> found = new TreeMap<>();
        Answer answer = Await.value(
                coordinator + " to answer a linearizable read",
                CATCH_UP_LIMIT,
                () -> Optional.of(Rest.get(
                                coordinator.uri(NAMESPACE + "?values=true&limit=1000&consistency=linearizable"),
                                READ_LIMIT))
                        .filter(each -> each.isOk() || each.status() == 404));
        for (JsonNode item : answer.json().path("items")) {
            found.put(
                    item.path("key").asString(""),
                    Long.parseLong(item.path("value").asString("-1")));
        }
        List<String> lost = new ArrayList<>();
        acknowledged.forEach((key, number) -> {
            long there = found.getOrDefault(key, -1L);
            if (there < number) {
                lost.add("%s at %s: %d was acknowledged, %d is there".formatted(key, coordinator, number, there));
            }
        });
        return lost;
    }

    /** All that any running coordinator lacks. */
    List<String> lost() {
        List<String> lost = new ArrayList<>();
        cluster.coordinators().stream().filter(Node::isAlive).forEach(coordinator -> lost.addAll(lostAt(coordinator)));
        return lost;
    }
}
