package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.timing.TimingProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverTest {

    private static final long BOUND_MILLIS = TimingProfile.FAST.electionMax().toMillis();

    @TempDir
    Path folder;

    @Test
    void aLeaderThatStopsIsReplacedAndNothingAcknowledgedIsLost() {
        try (var peers = Peers.three(folder)) {
            peers.write(0, 20);
            for (int round = 1; round <= 2; round++) {
                Peer old = peers.leader();
                long begun = System.nanoTime();
                CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> peers.stop(old));
                await("another leads").atMost(Peers.PATIENCE).until(() -> peers.leader() != old);
                peers.write(20 * round, 20 * round + 1);
                long took = millisSince(begun);
                stopped.join();
                peers.write(20 * round + 1, 20 * (round + 1));
                peers.start(old.voter);
                peers.agreeOn(Peers.words(0, 20 * (round + 1)));

                System.out.printf("fail-over until the first write: %d ms%n", took);
                // Twice the upper bound and a second; and as much again for a machine that does other things as well.
                assertThat(took).isLessThan(2 * (2 * BOUND_MILLIS + 1000));
            }
        }
    }

    @Test
    void aLeaderWithoutMajorityStepsDownWhileWritesKeepArriving() throws Exception {
        try (var cut = new Cut();
                var peers = Peers.three(folder)) {
            Peer leader = peers.leader();
            peers.write("before");
            var writes = new KeepWriting(leader);
            await("writes go on").atMost(Peers.PATIENCE).until(() -> writes.count() > 5);
            int written = writes.count();
            long begun = System.nanoTime();
            cut.off(leader);

            await("it steps down")
                    .atMost(Peers.PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> !leader.role().leading());
            long took = millisSince(begun);
            written = writes.count() - written;
            writes.stop();

            System.out.printf("stepped down after %d ms, %d writes on the way%n", took, written);
            assertThat(took).isLessThan(2 * BOUND_MILLIS);
            assertThat(leader.log.stepDowns()).isPositive();
            assertThat(written).as("writes after the cut").isGreaterThan(5);
            assertThatThrownBy(() -> leader.write("after").get(5, TimeUnit.SECONDS))
                    .hasMessageContaining("NOT_PROPOSED");
            await("no write is left open").atMost(Peers.PATIENCE).until(() -> leader.log.openProposals() == 0);

            cut.heal();
            peers.write("again");
            peers.agreeOn(List.of("before", "again"));
        }
    }

    @Test
    void aLeaderWhoseAuthorityDoesNotTickStepsDown() {
        try (var peers = new Peers(folder, 1, 10_000).withoutTicks()) {
            Peer alone = peers.start(peers.voters.getFirst());
            await("it leads").atMost(Peers.PATIENCE).until(() -> alone.role().leading());

            await("and gives up").atMost(Peers.PATIENCE).until(() -> alone.log.stepDowns() > 0);
        }
    }

    @Test
    void aSingleCoordinatorLeadsAlone() {
        try (var peers = new Peers(folder, 1, 10_000)) {
            peers.start(peers.voters.getFirst());
            peers.write(0, 20);
            peers.stopAll();
            peers.start(peers.voters.getFirst());
            peers.agreeOn(Peers.words(0, 20));
        }
    }

    static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
