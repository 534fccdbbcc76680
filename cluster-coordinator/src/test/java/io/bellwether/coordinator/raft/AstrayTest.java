package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that lead to another coordinator than they did, as when containers come back and have changed places. */
class AstrayTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    @Test
    void whatAnotherHoldsDoesNotCountForTheOneWhoseAddressItHas() throws Exception {
        try (var wired = new WiredPeers(folder, Liveness.USUAL)) {
            wired.peers.write(0, 10);
            wired.peers.agreeOn(Peers.words(0, 10));
            Peer leader = wired.peers.leader();
            Peer right = wired.peers.followers().getFirst();
            Peer lost = wired.peers.followers().getLast();

            wired.to(lost.voter).leadTo(wired.to(right.voter).targetPort());
            wired.peers.write(10, 30);

            await("the leader knows which of the two lags").atMost(SOON).untilAsserted(() -> {
                assertThat(lag(leader, lost)).isGreaterThanOrEqualTo(20);
                assertThat(lag(leader, right)).isZero();
            });
            assertThat(right.log.traffic().misdirected()).isPositive();

            wired.to(lost.voter).leadTo(wired.to(lost.voter).targetPort());
            wired.peers.agreeOn(Peers.words(0, 30));
        }
    }

    @Test
    void whoIsLedToItselfStandsForElectionUntilTheAddressIsRight() throws Exception {
        try (var wired = new WiredPeers(folder, Liveness.USUAL)) {
            wired.peers.write(0, 10);
            Peer one = wired.peers.followers().getFirst();
            Peer other = wired.peers.followers().getLast();
            int toOne = wired.to(one.voter).targetPort();
            int toOther = wired.to(other.voter).targetPort();

            wired.to(one.voter).leadTo(toOther);
            wired.to(other.voter).leadTo(toOne);
            wired.peers.stop(wired.peers.leader());
            await("each asks itself for its vote")
                    .atMost(SOON)
                    .until(() -> one.log.traffic().misdirected() > 3
                            && other.log.traffic().misdirected() > 3);
            assertThat(wired.peers.all()).noneMatch(peer -> peer.log.status().leading());

            wired.to(one.voter).leadTo(toOne);
            wired.to(other.voter).leadTo(toOther);
            wired.peers.write(10, 20);
            wired.peers.agreeOn(Peers.words(0, 20));
        }
    }

    private static long lag(Peer leader, Peer follower) {
        return leader.log.numbers().lagEntries().getOrDefault(follower.id().name(), -1L);
    }
}
