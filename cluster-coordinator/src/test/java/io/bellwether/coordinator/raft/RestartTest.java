package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

    @TempDir
    Path folder;

    @Test
    void afterARestartInAnyOrderEveryCommittedEntryIsThere() {
        int[][] orders = {{0, 1, 2}, {2, 0, 1}};
        int written = 0;
        try (var peers = Peers.three(folder)) {
            for (int[] order : orders) {
                peers.write(written, written + 30);
                written += 30;
                for (int each : order) {
                    peers.stop(peers.get(peers.voters.get(each)));
                }
                for (int each : order) {
                    peers.start(peers.voters.get(2 - each));
                }
                peers.agreeOn(Peers.words(0, written));
            }
        }
    }

    @Test
    void snapshotsAreTakenTheLogIsPurgedAndBothServeARestartAndAFollowerThatFellBehind() throws Exception {
        try (var peers = Peers.three(folder, 300)) {
            Peer behind = peers.followers().getFirst();
            peers.stop(behind);
            for (int burst = 0; burst < 10; burst++) {
                writeAtOnce(peers, burst * 400, (burst + 1) * 400);
            }
            peers.leader().log.takeSnapshot().get(10, TimeUnit.SECONDS);
            Peer leader = peers.leader();
            await("old entries are gone").atMost(Peers.PATIENCE).until(() -> firstSegment(leader) > 0);
            assertThat(leader.log.status().snapshotIndex()).isGreaterThan(4000);

            Peer back = peers.start(behind.voter);
            peers.agreeOn(Peers.words(0, 4000));
            assertThat(back.words()).hasSize(4000);
            assertThat(back.log.status().snapshotIndex())
                    .as("was sent a snapshot")
                    .isGreaterThan(300);

            peers.stopAll();
            peers.voters.forEach(peers::start);
            peers.write("last");
            peers.agreeOn(Stream.concat(Peers.words(0, 4000).stream(), Stream.of("last"))
                    .toList());
        }
    }

    @Test
    void theWatermarkIsTheLastEntryOnDisk() {
        try (var peers = Peers.three(folder)) {
            peers.write(0, 20);
            peers.stopAll();
            for (Voter voter : peers.voters) {
                RatisSettings settings = Peer.settings(voter, peers.voters, peers.directory(voter), 10_000);
                StartGuard.Found found = new StartGuard(settings).check();
                assertThat(watermark(settings))
                        .as("watermark of %s", voter.id())
                        .isEqualTo(found.lastIndex());
                assertThat(found.lastIndex()).isGreaterThanOrEqualTo(20);
            }
        }
    }

    private static long watermark(RatisSettings settings) {
        try {
            return Watermark.read(settings.watermarkFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void writeAtOnce(Peers peers, int from, int to) {
        Peer leader = peers.leader();
        Peers.words(from, to).stream()
                .map(Peers::wide)
                .map(leader::write)
                .toList()
                .forEach(write -> write.orTimeout(20, TimeUnit.SECONDS).join());
    }

    private static long firstSegment(Peer peer) throws IOException {
        return SegmentFile.in(Damage.current(peer.directory)).getFirst().start();
    }
}
