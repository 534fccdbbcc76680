package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.TestPorts;
import io.bellwether.protocol.membership.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Some real servers on loopback, each with a folder of its own that survives its stop. */
final class Peers implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<Voter> voters = new ArrayList<>();
    private final Map<NodeId, Peer> running = new TreeMap<>();
    private final Path folder;
    private final int threshold;
    private boolean ticking = true;
    private Liveness liveness = Liveness.USUAL;
    private UnaryOperator<RatisSettings> settings = same -> same;

    Peers(Path folder, int count, int threshold) {
        this.folder = folder;
        this.threshold = threshold;
        for (int i = 1; i <= count; i++) {
            voters.add(voter("c" + i));
        }
    }

    /** Three that run. */
    static Peers three(Path folder) {
        return three(folder, 10_000);
    }

    static Peers three(Path folder, int threshold) {
        var peers = new Peers(folder, 3, threshold);
        peers.voters.forEach(peers::start);
        return peers;
    }

    Peers withoutTicks() {
        ticking = false;
        return this;
    }

    Peers with(Liveness other) {
        liveness = other;
        return this;
    }

    Peers with(UnaryOperator<RatisSettings> other) {
        settings = other;
        return this;
    }

    static Voter voter(String name) {
        return new Voter(new NodeId(name), "127.0.0.1:" + TestPorts.free());
    }

    Peer start(Voter voter) {
        return start(voter, voters);
    }

    /** Starts one that others will add. */
    Peer startEmpty(Voter voter) {
        return start(voter, List.of());
    }

    private Peer start(Voter voter, List<Voter> founders) {
        RatisSettings asked = settings.apply(Peer.settings(voter, founders, directory(voter), threshold));
        var peer = new Peer(asked, ticking, liveness);
        running.put(voter.id(), peer);
        return peer.start();
    }

    Path directory(Voter voter) {
        return folder.resolve(voter.id().name());
    }

    Collection<Peer> all() {
        return List.copyOf(running.values());
    }

    Peer get(Voter voter) {
        return Objects.requireNonNull(running.get(voter.id()), () -> voter + " does not run");
    }

    void stop(Peer peer) {
        peer.close();
        running.remove(peer.id());
    }

    void stopAll() {
        all().parallelStream().forEach(Peer::close);
        running.clear();
    }

    /** The leader, once there is one that has committed in its term. */
    Peer leader() {
        return Objects.requireNonNull(await("a leader")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(this::leading, Objects::nonNull));
    }

    private @Nullable Peer leading() {
        return all().stream()
                .filter(peer -> peer.role().leading() && peer.log.status().leading())
                .findFirst()
                .orElse(null);
    }

    List<Peer> followers() {
        Peer leader = leader();
        return all().stream().filter(peer -> peer != leader).toList();
    }

    /** Writes at whoever leads, and again where that did not go well: the word may then be there twice. */
    void write(String word) {
        await("write of " + word)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> tryWrite(word));
    }

    private boolean tryWrite(String word) {
        Peer leader = leading();
        if (leader == null) {
            return false;
        }
        try {
            leader.write(word).get(5, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(int from, int to) {
        for (int i = from; i < to; i++) {
            write("w" + i);
        }
    }

    static List<String> words(int from, int to) {
        List<String> words = new ArrayList<>();
        for (int i = from; i < to; i++) {
            words.add("w" + i);
        }
        return words;
    }

    /** The same word as an entry of a kilobyte. */
    static String wide(String word) {
        return word + " ".repeat(1000);
    }

    /** Waits until all that run hold the same, these among it in this order, and checks what always holds. */
    void agreeOn(List<String> expected) {
        await("all hold " + expected.size() + " words").atMost(PATIENCE).untilAsserted(() -> {
            List<String> first = all().iterator().next().words();
            assertThat(first).containsSubsequence(expected);
            for (Peer peer : all()) {
                assertThat(peer.words()).as("words of %s", peer).isEqualTo(first);
            }
        });
        for (Peer peer : all()) {
            assertThat(peer.violations).as("violations at %s", peer).isEmpty();
            assertThat(peer.halts).as("halts at %s", peer).isEmpty();
        }
    }

    @Override
    public void close() {
        all().parallelStream().forEach(Peer::close);
    }
}
