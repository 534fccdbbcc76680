package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VotersTest {

    @TempDir
    Path folder;

    @Test
    void votersCanBeAddedAndRemovedWhileItRuns() throws Exception {
        try (var peers = Peers.three(folder)) {
            peers.write(0, 20);
            Voter fourth = Peers.voter("c4");
            Peer leader = peers.leader();
            Peer leaving = peers.followers().getFirst();
            peers.startEmpty(fourth);
            List<Voter> changed = new ArrayList<>(peers.voters);
            changed.removeIf(voter -> voter.id().equals(leaving.id()));
            changed.add(fourth);

            leader.log.changeVoters(changed).get(15, TimeUnit.SECONDS);
            peers.stop(leaving);
            peers.write(20, 40);

            peers.agreeOn(Peers.words(0, 40));
            await("the new list is told")
                    .atMost(Peers.PATIENCE)
                    .untilAsserted(() -> assertThat(peers.get(fourth).role().voters())
                            .containsExactlyInAnyOrderElementsOf(
                                    changed.stream().map(Voter::id).toList()));
            assertThatThrownBy(() -> leader.log.changeVoters(List.of())).hasMessageContaining("voters are 1 to 5");
        }
    }
}
