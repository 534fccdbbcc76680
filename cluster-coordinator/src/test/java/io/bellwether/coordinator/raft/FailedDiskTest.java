package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower whose disk takes nothing more, in the moments before its process ends. */
class FailedDiskTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void whatCouldNotBeWrittenIsNotClaimedWhenItIsSentAgain() throws Exception {
        try (var peers = Peers.three(folder).withoutTicks()) {
            peers.write(0, 10);
            peers.agreeOn(Peers.words(0, 10));
            assertThat(peers.all())
                    .as("while all is well nothing has to be put right")
                    .allSatisfy(
                            peer -> assertThat(peer.log.traffic().earlyClaims()).isZero());
            Peer leader = peers.leader();
            Peer failing = peers.followers().getFirst();
            Voter away = peers.followers().getLast().voter;
            peers.stop(peers.followers().getLast());
            Objects.requireNonNull(failing.watermark.get()).close();

            CompletableFuture<Long> written = leader.write("nowhere else");
            await("the leader sends it again, and is told what is on disk")
                    .atMost(SOON)
                    .until(() -> failing.log.traffic().earlyClaims() > 0);
            await("nobody counts it").during(Duration.ofSeconds(1)).atMost(SOON).until(() -> !written.isDone());
            assertThat(failing.halted()).contains("the log can no longer be written");

            peers.start(away);
            await("it is on two disks").atMost(SOON).until(written::isDone);
            peers.stop(failing);
            peers.start(failing.voter);
            peers.write("after");
            peers.agreeOn(peers.leader().words());
        }
    }
}
