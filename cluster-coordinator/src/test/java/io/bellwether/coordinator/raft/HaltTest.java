package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltTest {

    @TempDir
    Path folder;

    @Test
    void aPortThatIsTakenHaltsInsteadOfEndingTheProcessBehindOurBack() throws IOException {
        var before = Thread.getDefaultUncaughtExceptionHandler();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var peers = new Peers(folder, 0, 100)) {
            Voter voter = new Voter(Peers.voter("c1").id(), "127.0.0.1:" + taken.getLocalPort());
            peers.voters.add(voter);

            Peer peer = peers.start(voter);

            assertThat(peer.halted()).startsWith("Raft did not start: ");
            assertThat(peer.log.status().running()).isFalse();
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isEqualTo(before);
        }
    }

    @Test
    void aConsumerThatCannotTakeAnEntryHaltsOnce() {
        try (var peers = new Peers(folder, 1, 100)) {
            Peer peer = peers.start(peers.voters.getFirst());
            peers.write("fine");
            CompletableFuture<Long> unused = peer.write(Peer.POISON);

            await("halted").atMost(Peers.PATIENCE).until(() -> peer.halted() != null);
            assertThat(peer.halts).containsExactly("an entry of the log could not be taken: poison");
            assertThat(peer.log.status().isLive()).isFalse();
            assertThat(peer.words()).isEqualTo(List.of("fine"));
        }
    }

    @Test
    void aServerThatClosesItselfHalts() {
        try (var peers = new Peers(folder, 1, 100)) {
            Peer peer = peers.start(peers.voters.getFirst());
            peers.write("fine");

            peer.log.server().close();

            await("halted").atMost(Peers.PATIENCE).until(() -> peer.halted() != null);
            assertThat(peer.halts).containsExactly("the Raft server has closed itself; its last lines say why");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
