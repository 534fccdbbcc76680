package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One healthy set of files, copied and damaged for each case; and the way back, with real servers. */
class DamageTest {

    @TempDir
    static Path shared;

    private static RatisSettings healthy;
    private static Peers peers;

    @TempDir
    Path folder;

    /** Three servers, stopped where they have a snapshot, closed segments behind it, and acknowledged entries after it. */
    @BeforeAll
    static void prepare() throws Exception {
        peers = Peers.three(shared, 100_000);
        writeAtOnce(0, 200);
        peers.agreeOn(Peers.words(0, 200));
        for (Peer peer : peers.all()) {
            peer.log.takeSnapshot().get(10, TimeUnit.SECONDS);
        }
        writeAtOnce(200, 400);
        peers.agreeOn(Peers.words(0, 400));
        peers.stopAll();
        Voter first = peers.voters.getFirst();
        healthy = Peer.settings(first, peers.voters, shared.resolve("healthy"), 10_000);
        Damage.copy(peers.directory(first), healthy.directory());
    }

    @AfterAll
    static void end() {
        peers.close();
    }

    /** The healthy files, to be damaged. */
    private RatisSettings copied() throws IOException {
        Path copy = folder.resolve("copy");
        Damage.copy(healthy.directory(), copy);
        return Peer.settings(healthy.self(), healthy.founders(), copy, 10_000);
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damageIsRefusedAndTheRefusalSaysWhatToRun(Damage damage) throws IOException {
        RatisSettings settings = copied();
        assertThat(new StartGuard(settings).check().lastIndex()).isGreaterThan(400);

        damage.happen(settings.directory());

        assertThatThrownBy(() -> new StartGuard(settings).check())
                .isInstanceOf(RefusedStartException.class)
                .hasMessageStartingWith("c1 refuses to start: ")
                .hasMessageContaining(damage.says())
                .hasMessageEndingWith("replace it from them by './bellwether voters replace c1'");
    }

    @Test
    void whatIsHealthyIsNotRefused() {
        assertThat(new StartGuard(healthy).check().snapshotIndex()).isGreaterThan(200);
    }

    @Test
    void aCrashInTheMiddleOfAnEntryThatWasNotAcknowledgedIsNoDamage() throws IOException {
        RatisSettings settings = copied();
        long last = new StartGuard(settings).check().lastIndex();
        try (Watermark watermark = Watermark.open(settings.watermarkFile())) {
            watermark.truncating(last);
        }

        Damage.NEWEST_SEGMENT_CUT.happen(settings.directory());

        assertThat(new StartGuard(settings).check().lastIndex()).isEqualTo(last - 1);
    }

    @Test
    void halfAnEntryThatWasNotAcknowledgedIsCutOff() throws IOException {
        RatisSettings settings = copied();
        var guard = new StartGuard(settings);
        long last = guard.check().lastIndex();

        Damage.tearLastEntry(settings.directory());
        assertThatThrownBy(guard::check)
                .as("it was acknowledged")
                .hasMessageContaining("the log ends at entry %d, and it had been on disk up to %d", last - 1, last);

        try (Watermark watermark = Watermark.open(settings.watermarkFile())) {
            watermark.truncating(last);
        }
        StartGuard.Found torn = guard.check();
        assertThat(torn.lastIndex()).isEqualTo(last - 1);
        assertThat(torn.tail()).isNotNull();
        guard.mend(torn);
        assertThat(guard.check())
                .isEqualTo(new StartGuard.Found(last - 1, torn.snapshotIndex(), torn.vote(), null, null));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoLosesItsVoteGoesOnWhereItCannotHaveVoted(boolean emptied) throws IOException {
        RatisSettings settings = copied();
        var guard = new StartGuard(settings);
        StartGuard.Found before = guard.check();
        long ceiling = TermCeiling.read(settings.termsFile());
        assertThat(ceiling).isGreaterThan(before.vote().term() + TermCeiling.AHEAD / 3);

        if (emptied) {
            Damage.cut(Damage.current(settings.directory()).resolve("raft-meta"), 0);
        } else {
            Files.delete(Damage.current(settings.directory()).resolve("raft-meta"));
        }
        StartGuard.Found found = guard.check();

        assertThat(found.vote()).isEqualTo(new StartGuard.Vote(ceiling + 1, true));
        guard.mend(found);
        assertThat(guard.check().vote()).isEqualTo(new StartGuard.Vote(ceiling + 1, false));
        assertThat(TermCeiling.read(settings.termsFile())).isGreaterThan(ceiling + TermCeiling.AHEAD / 3);
    }

    @Test
    void aListOfVotersThatIsLostIsTakenFromTheLogWhileThatHoldsIt() throws IOException {
        RatisSettings settings = copied();
        var guard = new StartGuard(settings);
        var file = new VoterListFile(Damage.current(settings.directory()));
        LogEntryProto list = Objects.requireNonNull(file.read());
        assertThat(guard.check().voters()).as("while it is there").isNull();

        Damage.cut(Damage.current(settings.directory()).resolve("raft-meta.conf"), 0);
        guard.mend(guard.check());

        assertThat(file.read()).isEqualTo(list);
    }

    @Test
    void aCeilingThatCannotBeReadIsMadeAnewWhileTheVoteIsThere() throws IOException {
        RatisSettings settings = copied();
        var guard = new StartGuard(settings);
        Damage.cut(settings.termsFile(), 0);

        StartGuard.Found found = guard.check();
        guard.mend(found);

        assertThat(found.vote().isLost()).isFalse();
        assertThat(TermCeiling.read(settings.termsFile()))
                .isEqualTo(found.vote().term() + TermCeiling.AHEAD);
    }

    @Test
    void whereTheDiskOfAllWasFullAndAllHaveLostTheirVotesTheyGoOn() throws Exception {
        try (var three = Peers.three(folder)) {
            three.write(0, 20);
            three.agreeOn(Peers.words(0, 20));
            long term = three.leader().role().term();
            three.stopAll();
            for (Voter voter : three.voters) {
                Damage.cut(Damage.current(three.directory(voter)).resolve("raft-meta"), 0);
            }

            three.voters.forEach(three::start);
            three.write(20, 30);

            three.agreeOn(Peers.words(0, 30));
            assertThat(three.leader().role().term()).isGreaterThan(term + TermCeiling.AHEAD / 3);
        }
    }

    @Test
    void aServerWhoseDiskWasFullStartsAndIsSentWhatItLacks() throws Exception {
        try (var three = Peers.three(folder)) {
            three.write(0, 20);
            three.agreeOn(Peers.words(0, 20));
            three.stopAll();
            Voter full = three.voters.getFirst();
            RatisSettings settings = Peer.settings(full, three.voters, three.directory(full), 10_000);
            long last = new StartGuard(settings).check().lastIndex();
            try (Watermark watermark = Watermark.open(settings.watermarkFile())) {
                watermark.truncating(last);
            }
            Damage.tearLastEntry(settings.directory());

            three.voters.forEach(three::start);
            three.write(20, 30);
            three.agreeOn(Peers.words(0, 30));
            assertThat(three.get(full).words()).hasSize(30);
            three.stopAll();
        }
    }

    @Test
    void whoIsToldToJoinFoundsNothingUntilItHasALog() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        RatisSettings settings = Peer.settings(healthy.self(), healthy.founders(), empty, 10_000);
        var guard = new StartGuard(settings);
        assertThat(guard.founders(guard.check())).isEqualTo(healthy.founders());

        Files.createFile(settings.joinFile());

        assertThat(guard.founders(guard.check())).isEmpty();
        assertThat(settings.joinFile()).exists();

        Path full = folder.resolve("full");
        Damage.copy(healthy.directory(), full);
        RatisSettings withLog = Peer.settings(healthy.self(), healthy.founders(), full, 10_000);
        Files.createFile(withLog.joinFile());
        Files.delete(withLog.watermarkFile());
        Past.promise(withLog);
        assertThat(Past.of(withLog)).as("killed before the first mark").isEqualTo(Past.MEMBER);
        var another = new StartGuard(withLog);
        assertThat(another.founders(another.check())).isEqualTo(healthy.founders());
        assertThat(withLog.joinFile()).doesNotExist();
    }

    @Test
    void aDamagedCoordinatorHaltsAndComesBackByTheCommandWhileNothingIsLost() throws Exception {
        peers.voters.forEach(peers::start);
        Peer victim = peers.followers().getFirst();
        writeAtOnce(400, 450);
        peers.stop(victim);
        Damage.NEWEST_SEGMENT_CUT.happen(victim.directory);

        Peer refused = peers.start(victim.voter);
        assertThat(refused.halted()).startsWith(victim.id() + " refuses to start: the log ends at entry");
        assertThat(refused.log.status().isLive()).isFalse();
        peers.stop(refused);

        List<Voter> others = new ArrayList<>(peers.voters);
        others.remove(victim.voter);
        Voter stranger = Peers.voter("spare");
        peers.startEmpty(stranger);
        others.add(stranger);
        peers.leader().log.changeVoters(others).get(15, TimeUnit.SECONDS);
        Damage.wipe(victim.directory);
        peers.startEmpty(victim.voter);
        peers.leader().log.changeVoters(peers.voters).get(15, TimeUnit.SECONDS);
        peers.stop(peers.get(stranger));
        writeAtOnce(450, 460);
        peers.agreeOn(Peers.words(0, 460));

        // The old leader goes; the one that was replaced has to vote.
        peers.stop(peers.leader());
        await("the two go on").atMost(Peers.PATIENCE).until(() -> peers.leader() != null);
        peers.write(460, 470);
        peers.agreeOn(Peers.words(0, 470));
        peers.stopAll();
    }

    @Test
    void whoLostAllItEverHadDoesNotElectALeaderThatLacksAcknowledgedWrites() throws Exception {
        try (var three = Peers.three(folder)) {
            three.write(0, 20);
            three.agreeOn(Peers.words(0, 20));
            Peer lacking = three.followers().getFirst();
            three.stop(lacking);
            three.write(20, 40);
            Peer leader = three.leader();
            Peer wiped = three.followers().getFirst();
            three.stopAll();
            Damage.wipe(wiped.directory);

            Peer first = three.start(lacking.voter);
            Peer second = three.start(wiped.voter);
            await("five upper bounds without a leader")
                    .during(Duration.ofSeconds(3))
                    .atMost(Peers.PATIENCE)
                    .until(() -> !first.role().leading() && !second.role().leading());

            three.start(leader.voter);
            three.write(40, 50);
            three.agreeOn(Peers.words(0, 50));
        }
    }

    private static void writeAtOnce(int from, int to) {
        Peer leader = peers.leader();
        Peers.words(from, to).stream()
                .map(Peers::wide)
                .map(leader::write)
                .toList()
                .forEach(write -> write.orTimeout(20, TimeUnit.SECONDS).join());
    }
}
