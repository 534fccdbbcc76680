package io.bellwether.faults.scenarios;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Stops both followers, asks the lonely leader to write and to read, and lets the followers go on. */
final class Standstill {

    private static final Duration LEADER_LIMIT = Duration.ofSeconds(30);
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(12);
    private static final Duration ASK_EVERY = Duration.ofMillis(50);

    private final Cluster cluster;
    private final Bounds bounds;
    private final Node leader;
    private final List<Node> followers;
    private final ConcurrentLinkedQueue<Write> writes = new ConcurrentLinkedQueue<>();
    private final List<Thread> writers = new ArrayList<>();

    private Standstill(Cluster cluster) {
        this.cluster = cluster;
        this.bounds = Bounds.of(cluster.profile());
        this.leader = cluster.awaitLeader(LEADER_LIMIT);
        this.followers = cluster.coordinators().stream()
                .filter(node -> !node.equals(leader))
                .toList();
    }

    private record Write(Duration sent, Duration answered, int status, boolean saysNoLeader, boolean retryAfter) {}

    /**
     * What came of it; durations are from the stop of the followers, or from their return.
     *
     * @param refused Until a write was answered with 503.
     * @param steppedDown Until the leader said that it leads no more.
     * @param wrong Writes that were sent after the bound for a refusal and answered by something else, by status.
     * @param bare Refusals that do not say that there is no leader, or not when to come again.
     * @param unread Reads that were not answered with 200.
     * @param unmarked Reads after the bound for stepping down that were not marked stale.
     * @param readyBeyond Whether readiness still said 200 after that bound.
     * @param writtenAgain Until a write was acknowledged again.
     */
    record Outcome(
            Duration refused,
            Duration steppedDown,
            Map<Integer, Long> wrong,
            int bare,
            int unread,
            int unmarked,
            boolean readyBeyond,
            Duration writtenAgain) {

        @Override
        public String toString() {
            return "503 after %s, stepped down after %s, writes again %s after the return; wrong %s, bare %d, unread %d, unmarked %d"
                    .formatted(
                            Never.text(refused),
                            Never.text(steppedDown),
                            Never.text(writtenAgain),
                            wrong,
                            bare,
                            unread,
                            unmarked);
        }
    }

    static Outcome of(Cluster cluster) {
        return new Standstill(cluster).run();
    }

    private Outcome run() {
        long stopped = System.nanoTime();
        followers.forEach(Node::pause);
        Duration steppedDown = Never.SEEN;
        int unread = 0;
        int unmarked = 0;
        Duration end = bounds.steppedDown().multipliedBy(2).plusSeconds(1);
        for (Duration now = since(stopped); now.compareTo(end) < 0; now = since(stopped)) {
            write(stopped);
            if (steppedDown.equals(Never.SEEN) && !leads()) {
                steppedDown = since(stopped);
            }
            Answer read = leader.get("/cluster/status");
            unread += read.isOk() ? 0 : 1;
            unmarked += now.compareTo(bounds.steppedDown()) > 0 && !isMarkedStale(read) ? 1 : 0;
            Await.pass(ASK_EVERY);
        }
        boolean ready = leader.get("/health/ready").isOk();
        long resumed = System.nanoTime();
        followers.forEach(Node::resume);
        Duration writtenAgain = writtenAgain(resumed);
        writers.forEach(Standstill::join);
        new Harm(cluster).settle();
        return outcome(steppedDown, unread, unmarked, ready, writtenAgain);
    }

    private Outcome outcome(Duration steppedDown, int unread, int unmarked, boolean ready, Duration writtenAgain) {
        List<Write> refusals =
                writes.stream().filter(write -> write.status() == 503).toList();
        Duration refused =
                refusals.stream().map(Write::answered).min(Duration::compareTo).orElse(Never.SEEN);
        Map<Integer, Long> wrong = writes.stream()
                .filter(write -> write.sent().compareTo(bounds.refusing()) > 0)
                .filter(write -> write.status() != 503)
                .collect(Collectors.groupingBy(Write::status, TreeMap::new, Collectors.counting()));
        int bare = (int) refusals.stream()
                .filter(write -> !write.saysNoLeader() || !write.retryAfter())
                .count();
        return new Outcome(refused, steppedDown, wrong, bare, unread, unmarked, ready, writtenAgain);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** In a thread of its own: one that waits for its answer must not delay the next. */
    private void write(long stopped) {
        Duration sent = since(stopped);
        String key = "standstill-" + writers.size() % 50;
        writers.add(Thread.ofVirtual().start(() -> {
            var uri = leader.uri(Writer.NAMESPACE + "/" + key);
            var answer = Rest.change("PUT", uri, cluster.token(), "text/plain", "1", WRITE_LIMIT);
            writes.add(new Write(
                    sent,
                    since(stopped),
                    answer.status(),
                    answer.body().contains("No leader available"),
                    answer.header("Retry-After").isPresent()));
        }));
    }

    private boolean leads() {
        return leader.get("/api/v1/cluster").json().path("role").asString("").equals("LEADER");
    }

    /** It says that no majority stands behind what it tells, and how old that is where that is known. */
    private static boolean isMarkedStale(Answer read) {
        return !read.json().path("hasQuorum").asBoolean(true)
                && read.header("X-Cluster-Leader-Known").filter("false"::equals).isPresent();
    }

    private Duration writtenAgain(long resumed) {
        try (var writer = Writer.open(cluster)) {
            writer.mark(resumed);
            boolean written =
                    Await.isTrueWithin(LEADER_LIMIT, () -> writer.firstAck().isPresent());
            return written ? Duration.ofNanos(writer.firstAck().orElseThrow() - resumed) : Never.SEEN;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(WRITE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
