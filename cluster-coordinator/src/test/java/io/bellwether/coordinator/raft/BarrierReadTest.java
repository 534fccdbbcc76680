package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarrierReadTest {

    @TempDir
    Path folder;

    @Test
    void aReadSeesEveryWriteThatWasAcknowledgedBeforeItBegan() throws Exception {
        try (var peers = Peers.three(folder)) {
            Peer leader = peers.leader();
            for (int i = 0; i < 100; i++) {
                leader.write("w" + i).get(5, TimeUnit.SECONDS);
                assertThat(leader.read().get(5, TimeUnit.SECONDS)).contains("w" + i);
            }
        }
    }

    @Test
    void aLeaderThatIsCutOffAnswersNoLinearizableReadWithWhatIsStale() throws Exception {
        try (var cut = new Cut();
                var peers = Peers.three(folder)) {
            peers.write("first");
            Peer old = peers.leader();
            var acknowledged = new AtomicInteger();
            int answered = 0;
            int refused = 0;
            int staleByHand = 0;
            cut.off(old);
            long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            while (System.nanoTime() - until < 0) {
                writeElsewhere(peers, old, acknowledged);
                int before = acknowledged.get();
                // What everybody does who trusts the role and reads at once.
                staleByHand += countOf(old.words()) < before ? 1 : 0;
                try {
                    List<String> words = old.read().get(2, TimeUnit.SECONDS);
                    assertThat(countOf(words))
                            .as("writes seen by read %d", answered)
                            .isGreaterThanOrEqualTo(before);
                    answered++;
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(Barrier.UnavailableException.class);
                    refused++;
                }
            }
            System.out.printf(
                    "cut off: %d reads refused, %d answered; %d writes elsewhere; %d of the local reads were stale%n",
                    refused, answered, acknowledged.get(), staleByHand);
            assertThat(acknowledged).hasPositiveValue();
            assertThat(refused).isPositive();
            assertThat(staleByHand).as("the cut makes local reads stale").isPositive();

            cut.heal();
            peers.write("last");
            peers.agreeOn(List.of("first", "last"));
            Peer leader = peers.leader();
            await("reads are answered again").atMost(Peers.PATIENCE).until(() -> readsAt(leader, "last"));
        }
    }

    private static void writeElsewhere(Peers peers, Peer old, AtomicInteger acknowledged)
            throws InterruptedException, TimeoutException {
        for (Peer other : peers.all()) {
            if (other != old && other.role().leading()) {
                try {
                    other.write("n" + acknowledged.get()).get(2, TimeUnit.SECONDS);
                    acknowledged.incrementAndGet();
                } catch (ExecutionException e) {
                    assertThat(e).hasMessageMatching(".*(UNKNOWN|NOT_PROPOSED)");
                }
            }
        }
    }

    private static long countOf(List<String> words) {
        return words.stream().filter(word -> word.startsWith("n")).distinct().count();
    }

    private static boolean readsAt(Peer leader, String word) throws InterruptedException, TimeoutException {
        try {
            return leader.read().get(2, TimeUnit.SECONDS).contains(word);
        } catch (ExecutionException e) {
            return false;
        }
    }
}
