package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Reads at a leader that is cut off again and again while the others write on. The checker is tried on readers that are
 * known to be wrong: if it does not catch them, it catches nothing. {@code -Dreads=10000} asks for as many answers.
 */
class StaleReadTest {

    private static final int READS = Integer.getInteger("reads", 2_000);
    private static final int READERS = 8;
    private static final int CUTS = 3;
    private static final int CUTS_MAX = 15;
    // Long bounds: a leader that is cut off goes on believing in itself for seconds while the others have elected
    // another.
    private static final TimingProfile PROFILE = new TimingProfile(
            TimingProfile.FAST.heartbeat(),
            TimingProfile.FAST.silenceFloor(),
            TimingProfile.FAST.silenceCap(),
            TimingProfile.FAST.phiThreshold(),
            TimingProfile.FAST.failureTimeout(),
            TimingProfile.FAST.electionMin(),
            Duration.ofSeconds(2),
            TimingProfile.FAST.raftHeartbeat(),
            TimingProfile.FAST.gossipInterval(),
            TimingProfile.FAST.gossipFanout(),
            TimingProfile.FAST.stabilization());
    private static final AtomicLong CALLS = new AtomicLong();

    @TempDir
    Path folder;

    @Test
    void noReadThroughTheLogIsStale() throws Exception {
        Outcome outcome = check(Peer::read, READS, CUTS);

        System.out.println("through the log: " + outcome);
        assertThat(outcome.stale).isZero();
        assertThat(outcome.refused).as("reads at a leader that is cut off").isPositive();
    }

    @Test
    void theCheckerCatchesTheReadModeOfTheLibrary() throws Exception {
        Outcome outcome = check(StaleReadTest::byTheLibrary, READS, CUTS_MAX);

        System.out.println("by the library: " + outcome);
        assertThat(outcome.stale).isPositive();
    }

    @Test
    void theCheckerCatchesWhoTrustsItsRole() throws Exception {
        Outcome outcome = check(StaleReadTest::byRole, READS, CUTS_MAX);

        System.out.println("by role: " + outcome);
        assertThat(outcome.stale).isPositive();
    }

    private static CompletableFuture<List<String>> byTheLibrary(Peer peer) {
        var server = peer.log.server();
        var request = RaftClientRequest.newBuilder()
                .setClientId(ClientId.randomId())
                .setServerId(RaftPeerId.valueOf(peer.id().name()))
                .setGroupId(server.getGroupIds().iterator().next())
                .setCallId(CALLS.incrementAndGet())
                .setMessage(Message.EMPTY)
                .setType(RaftClientRequest.readRequestType())
                .build();
        try {
            return server.submitClientRequestAsync(request).thenCompose(reply -> answer(peer, reply.isSuccess()));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletableFuture<List<String>> byRole(Peer peer) {
        return answer(peer, peer.log.status().leading());
    }

    private static CompletableFuture<List<String>> answer(Peer peer, boolean allowed) {
        return allowed
                ? CompletableFuture.completedFuture(peer.words())
                : CompletableFuture.failedFuture(new IllegalStateException("does not lead"));
    }

    private record Outcome(int cuts, long answered, long refused, long stale, long written) {}

    /** Cuts a few times, and on until something was stale as long as {@code cutsMax} allows. */
    private Outcome check(Function<Peer, CompletableFuture<List<String>>> reader, long reads, int cutsMax)
            throws Exception {
        var answered = new AtomicLong();
        var refused = new AtomicLong();
        var stale = new AtomicLong();
        var over = new AtomicBoolean();
        var acknowledged = new AtomicLong();
        int cuts = 0;
        try (var cut = new Cut();
                var peers = new Peers(folder, 3, 10_000).with(StaleReadTest::slow)) {
            peers.voters.forEach(peers::start);
            peers.write("n0");
            var cutOff = new AtomicReference<@Nullable Peer>();
            List<Thread> threads = new ArrayList<>();
            threads.add(Thread.ofPlatform().start(() -> write(peers, cutOff, acknowledged, over)));
            var asked = new AtomicReference<>(peers.leader());
            for (int i = 0; i < READERS; i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    while (!over.get()) {
                        long floor = acknowledged.get();
                        List<String> words = read(reader, asked.get());
                        LockSupport.parkNanos(1_000_000);
                        if (words.isEmpty()) {
                            refused.incrementAndGet();
                        } else {
                            answered.incrementAndGet();
                            stale.addAndGet(newest(words) < floor ? 1 : 0);
                        }
                    }
                }));
            }
            while (answered.get() < reads || cuts < CUTS || (stale.get() == 0 && cuts < cutsMax)) {
                long before = answered.get();
                // Before that nobody else would be elected, and a wrong reader be right by luck.
                await("the others may elect another, and it answers")
                        .pollDelay(PROFILE.electionMax())
                        .atMost(Peers.PATIENCE)
                        .until(() -> {
                            // Whoever led when the last cut was healed may lead no more.
                            asked.set(peers.leader());
                            return answered.get() > before + reads / 5;
                        });
                Peer old = asked.get();
                var strays = new KeepWriting(old);
                cutOff.set(old);
                cut.off(old);
                cuts++;
                long written = acknowledged.get();
                await("the others write on").atMost(Peers.PATIENCE).until(() -> acknowledged.get() > written + 5);
                cut.heal();
                cutOff.set(null);
                strays.stop();
            }
            over.set(true);
            for (Thread thread : threads) {
                thread.join(10_000);
            }
        }
        return new Outcome(cuts, answered.get(), refused.get(), stale.get(), acknowledged.get());
    }

    private static RatisSettings slow(RatisSettings known) {
        return new RatisSettings(
                known.cluster(),
                known.self(),
                known.founders(),
                known.listenHost(),
                known.listenPort(),
                known.directory(),
                PROFILE,
                known.snapshotThreshold(),
                known.segmentBytesMax(),
                known.batchMax(),
                known.replaceCommand());
    }

    /** What is there, empty where there was no answer. */
    private static List<String> read(Function<Peer, CompletableFuture<List<String>>> reader, Peer peer) {
        try {
            return reader.apply(peer).get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long newest(List<String> words) {
        for (String word : words.reversed()) {
            if (word.startsWith("n")) {
                return Long.parseLong(word.substring(1));
            }
        }
        return -1;
    }

    /** One writer, at whoever leads and is not cut off; a word it is not sure of is written again. */
    private static void write(
            Peers peers, AtomicReference<@Nullable Peer> butNot, AtomicLong acknowledged, AtomicBoolean over) {
        while (!over.get()) {
            String word = "n" + (acknowledged.get() + 1);
            peers.all().stream()
                    .filter(peer -> peer != butNot.get() && peer.role().leading())
                    .max((a, b) -> Long.compare(a.role().term(), b.role().term()))
                    .ifPresent(leader -> {
                        try {
                            leader.write(word).get(2, TimeUnit.SECONDS);
                            acknowledged.incrementAndGet();
                        } catch (ExecutionException | TimeoutException e) {
                            assertThat(e).isNotNull(); // Written again.
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
    }
}
