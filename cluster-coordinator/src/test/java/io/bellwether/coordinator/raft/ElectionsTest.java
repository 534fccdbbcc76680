package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.timing.TimingProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When there is an election, and when there is none. */
class ElectionsTest {

    private static final Duration BOUND = TimingProfile.FAST.electionMax();

    @TempDir
    Path folder;

    @Test
    void aFollowerThatWasCutOffAndReturnsDoesNotDeposeTheLeader() {
        try (var cut = new Cut();
                var peers = Peers.three(folder)) {
            peers.write("before");
            Peer leader = peers.leader();
            long term = leader.log.status().term();
            Peer away = peers.followers().getFirst();

            cut.off(away);
            await("many of its election time-outs")
                    .pollDelay(BOUND.multipliedBy(6))
                    .atMost(Peers.PATIENCE)
                    .until(() -> away.log.status().leader() == null);
            assertThat(away.log.status().term())
                    .as("it does not raise the term on its own")
                    .isEqualTo(term);
            peers.leader().write("meanwhile").join();
            cut.heal();

            peers.agreeOn(List.of("before", "meanwhile"));
            await("some more time-outs")
                    .during(BOUND.multipliedBy(3))
                    .atMost(Peers.PATIENCE)
                    .until(() -> leader.role().leading() && leader.log.status().term() == term);
            assertThat(leader.log.stepDowns()).isZero();
        }
    }

    @Test
    void betweenTwoElectionsThereIsAnUpperBoundEvenWhereEachNewLeaderIsCutOffAtOnce() {
        try (var cut = new Cut();
                var peers = Peers.three(folder)) {
            peers.write("before");
            Peer first = peers.leader();
            Peer last = first;
            long withheld = 0;
            for (int round = 0; round < 5; round++) {
                Peer old = last;
                cut.off(old);
                last = await("another leads")
                        .atMost(Peers.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(
                                () -> peers.all().stream()
                                        .filter(peer ->
                                                peer != old && peer.log.status().leading())
                                        .findFirst()
                                        .orElse(null),
                                peer -> peer != null);
                long term = last.log.status().term();
                long begun = System.nanoTime();
                Peer young = last;
                cut.heal();
                cut.off(young);
                await("the next election")
                        .atMost(Peers.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> peers.all().stream()
                                .anyMatch(peer -> peer.log.status().term() > term));
                long apart = FailoverTest.millisSince(begun);
                // Half the rounds of looking are what a watcher may have come late by.
                assertThat(apart)
                        .as("milliseconds between two elections, round %d", round)
                        .isGreaterThan(BOUND.toMillis() - 150);
                cut.heal();
                withheld = peers.all().stream()
                        .mapToLong(peer -> peer.log.traffic().withheldVotes())
                        .sum();
                peers.write("round" + round);
                last = peers.leader();
            }
            System.out.printf("%d pre-votes held back%n", withheld);
            assertThat(withheld).isPositive();
        }
    }

    @Test
    void aLeaderBeatsAsOftenAsItsProfileSays() {
        try (var peers = Peers.three(folder)) {
            Peer leader = peers.leader();
            Peer follower = peers.followers().getFirst();
            long before = follower.log.traffic().loopTicks();
            long begun = System.nanoTime();
            await("a second")
                    .pollDelay(Duration.ofSeconds(1))
                    .atMost(Peers.PATIENCE)
                    .until(() -> leader.role().leading());
            double took = FailoverTest.millisSince(begun);
            double beats = follower.log.traffic().loopTicks() - before;

            System.out.printf("a beat each %.0f ms, %s asked for%n", took / beats, TimingProfile.FAST.raftHeartbeat());
            assertThat(took / beats)
                    .as("milliseconds from beat to beat")
                    .isLessThan(TimingProfile.FAST.electionMin().toMillis() / 5.0);
        }
    }
}
