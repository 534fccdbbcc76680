package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter who forgets that the voters were changed would elect with those who founded the cluster. */
class VoterListTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void theListIsKeptAlsoWhereTheLibraryFailsToWriteIt() throws Exception {
        try (var peers = Peers.three(folder)) {
            Peer one = whereTheLibraryFails(peers);

            Voter fourth = addAFourth(peers);

            await("its file names the fourth")
                    .atMost(SOON)
                    .until(() -> listOf(one).contains(fourth.id().name()));
            assertThat(one.halted()).isNull();
        }
    }

    @Test
    void whoCannotKeepTheListEnds() throws Exception {
        try (var peers = Peers.three(folder)) {
            Peer one = whereTheLibraryFails(peers);
            Files.createDirectory(Damage.current(one.directory).resolve("raft-meta.conf.draft"));

            addAFourth(peers);

            await("it ends").atMost(SOON).until(() -> one.halted() != null);
            assertThat(one.halted()).startsWith("the list of voters can no longer be written: ");
        }
    }

    /** A follower whose library can no longer open its draft of the list. */
    private static Peer whereTheLibraryFails(Peers peers) throws Exception {
        peers.write(0, 10);
        peers.agreeOn(Peers.words(0, 10));
        Peer one = peers.followers().getFirst();
        Files.createDirectory(Damage.current(one.directory).resolve("raft-meta.conf.tmp"));
        return one;
    }

    private static Voter addAFourth(Peers peers) throws Exception {
        Voter fourth = Peers.voter("c4");
        peers.startEmpty(fourth);
        List<Voter> four = new ArrayList<>(peers.voters);
        four.add(fourth);
        peers.leader().log.changeVoters(four).get(15, TimeUnit.SECONDS);
        return fourth;
    }

    private static List<String> listOf(Peer peer) throws Exception {
        LogEntryProto entry = new VoterListFile(Damage.current(peer.directory)).read();
        return Objects.requireNonNull(entry).getConfigurationEntry().getPeersList().stream()
                .map(RaftPeerProto::getId)
                .map(id -> id.toStringUtf8())
                .toList();
    }
}
