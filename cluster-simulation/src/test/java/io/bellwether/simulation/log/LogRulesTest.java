package io.bellwether.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.world.Channel;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One rule of the log at a time. */
class LogRulesTest {

    private static final LogTiming FAST = LogTiming.of(TimingProfile.FAST);

    private final LogWorld log = new LogWorld(3, FAST, 1);

    /** The paper's figure 8: an old entry on a majority is not safe before one of the leader's own term is. */
    @Test
    void anEntryOfAFormerTermIsNotCommittedByCounting() {
        var one = new LogWorld(
                3,
                new LogTiming(
                        FAST.electionMinNanos(), FAST.electionMaxNanos(), FAST.heartbeatNanos(), 1, FAST.channel()),
                1);
        write(one.check.disk(0), 2, 1, 2);
        write(one.check.disk(1), 3, 1); // Voted for 2 in term 3.
        write(one.check.disk(2), 3, 1, 3);
        one.tampers = LogRulesTest::withoutThirdEntry;
        one.world.boot(0);
        one.world.boot(1);
        one.runFor(Duration.ofSeconds(3)); // 0 leads; 1 gets its entry of term 2, never the one of the new term.
        assertThat(one.check.elections()).isPositive();
        assertThat(one.check.disk(1).lastTerm()).isEqualTo(2);
        assertThat(one.check.committedIndex()).isZero();
        one.world.crash(0);
        one.world.boot(2);
        one.tampers = UnaryOperator.identity();
        one.runFor(Duration.ofSeconds(6));
        // The entry of term 3 wins over the one of term 2, although that was on a majority.
        assertThat(one.check.disk(1).termAt(2)).isEqualTo(3);
        assertThat(one.check.committedIndex()).isGreaterThanOrEqualTo(3);
    }

    private static Object withoutThirdEntry(Object message) {
        return message instanceof LogMessage.Append<?> append && append.previousIndex() >= 2
                ? new LogMessage.Append<>(
                        append.term(),
                        append.previousIndex(),
                        append.previousTerm(),
                        List.of(),
                        append.commitIndex(),
                        append.sentNanos())
                : message;
    }

    private static void write(Disk<Long> disk, long term, long... entryTerms) {
        disk.term(term);
        for (long each : entryTerms) {
            disk.append(new LogEntry<>(each, null));
        }
    }

    @Test
    void aReplicaWithTheShorterLogIsNotElectedWhateverItsTrialSays() {
        for (int seed = 0; seed < 40; seed++) {
            var each = new LogWorld(3, FAST, seed);
            each.tampers = seed % 2 == 0 ? UnaryOperator.identity() : LogRulesTest::trialsGranted;
            write(each.check.disk(0), 1, 1);
            write(each.check.disk(1), 1, 1, 1);
            write(each.check.disk(2), 1, 1, 1);
            each.boot();
            assertThat(each.settle()).isNotZero();
        }
    }

    private static Object trialsGranted(Object message) {
        return message instanceof LogMessage.AskVote ask && ask.trial()
                ? new LogMessage.AskVote(ask.term(), true, 99, 99, ask.sentNanos())
                : message;
    }

    @Test
    void aProcessThatStartsAgainAppliesEverythingAgain() {
        log.boot();
        int leader = log.settle();
        propose(leader, 1, 2, 3);
        for (int voter : log.voters) {
            log.world.crash(voter);
        }
        log.boot();
        log.settle();
        assertThat(log.programs()).allSatisfy(each -> assertThat(each.commands).containsExactly(1L, 2L, 3L));
    }

    @Test
    void aFollowerThatMissedManyEntriesCatchesUpInBatches() {
        log.boot();
        int leader = log.settle();
        int follower = (leader + 1) % 3;
        log.world.crash(follower);
        for (long i = 1; i <= 2_000; i++) {
            log.program(leader).propose(i);
        }
        log.runFor(Duration.ofSeconds(1));
        log.world.boot(follower);
        assertThat(log.millisUntil(log::agrees, Duration.ofMillis(300))).isNotNegative();
        assertThat(log.program(follower).commands).hasSize(2_000);
    }

    @Test
    void aProposalOnAFollowerFails() {
        log.boot();
        int follower = (log.settle() + 1) % 3;
        propose(follower, 7);
        assertThat(log.program(follower).failed).containsExactly(7L);
        assertThatThrownBy(() -> log.program(follower).replica().propose(0, 7L)).hasMessageContaining("ticket 0");
    }

    @Test
    void moreProposalsThanTheLimitFail() {
        log.boot();
        LogProgram leader = log.program(log.settle());
        for (long i = 1; i <= Leadership.OPEN_MAX + 5; i++) {
            leader.propose(i);
        }
        log.runFor(Duration.ofSeconds(2));
        assertThat(leader.failed).hasSize(5);
        assertThat(leader.acknowledged).hasSize(Leadership.OPEN_MAX);
    }

    @Test
    void aLeaderToldToStepDownLeavesItsPlaceToAnother() {
        log.boot();
        int leader = log.settle();
        log.program(leader).propose(1);
        log.faults.get(leader).loseLeadership();
        log.runFor(Duration.ofMillis(40));
        assertThat(log.program(leader).leading).isFalse();
        assertThat(log.program(leader).failed).containsExactly(1L);
        log.runFor(Duration.ofSeconds(2));
        assertThat(log.leader()).isNotEqualTo(-1).isNotEqualTo(leader);
    }

    @Test
    void aDelayedProposalWaitsAndFailsWithItsLeader() {
        log.boot();
        int leader = log.settle();
        log.faults.get(leader).delayProposals(Duration.ofSeconds(1));
        log.program(leader).propose(1);
        log.runFor(Duration.ofMillis(950));
        assertThat(log.program(leader).open).containsExactly(1L);
        log.runFor(Duration.ofMillis(100));
        assertThat(log.program(leader).acknowledged).containsExactly(1L);
        log.program(leader).propose(2);
        log.runFor(Duration.ofMillis(500));
        log.faults.get(leader).loseLeadership();
        log.runFor(Duration.ofMillis(100));
        assertThat(log.program(leader).failed).containsExactly(2L);
    }

    @Test
    void refusedProposalsFailAndRepeatedOnesAreAppliedTwice() {
        log.boot();
        int leader = log.settle();
        log.faults.get(leader).refuseProposals(1);
        propose(leader, 1);
        log.faults.get(leader).refuseProposals(0);
        log.faults.get(leader).repeatProposals(1);
        propose(leader, 2);
        assertThat(log.program(leader).failed).containsExactly(1L);
        assertThat(log.programs()).allSatisfy(each -> assertThat(each.commands).containsExactly(2L, 2L));
        assertThat(log.program(leader).acknowledged).containsExactly(2L);
        assertThatThrownBy(() -> log.faults.get(0).repeatProposals(1.1)).hasMessageContaining("0 to 1, got 1.1");
    }

    @Test
    void aFollowerWhoseCommitsAreHeldCatchesUpBeforeItLeads() {
        log.boot();
        int leader = log.settle();
        int follower = (leader + 1) % 3;
        log.faults.get(follower).holdCommits(true);
        propose(leader, 1);
        assertThat(log.program(follower).commands).isEmpty();
        assertThat(log.program(follower).replica().commitIndex()).isEqualTo(2);
        log.world.crash(3 - leader - follower);
        log.runFor(Duration.ofMillis(100));
        log.faults.get(leader).loseLeadership();
        log.runFor(Duration.ofSeconds(2));
        assertThat(log.leader()).isEqualTo(follower);
        assertThat(log.program(follower).commands).containsExactly(1L);
    }

    @Test
    void aSingleVoterCommitsAlone() {
        var alone = new LogWorld(1, FAST, 1).boot();
        alone.settle();
        alone.program(0).propose(5);
        alone.runFor(Duration.ofMillis(40));
        assertThat(alone.program(0).acknowledged).containsExactly(5L);
    }

    @Test
    void foreignMessagesAndWrongSettingsAreRefused() {
        log.boot();
        assertThat(log.program(0).replica().received(1, "hello")).isFalse();
        assertThatThrownBy(() -> new LogWorld(2, FAST, 1).boot()).hasMessageContaining("1, 3 or 5 voters");
        assertThatThrownBy(() -> new LogTiming(100, 200, 60, 1, Channel.STREAM)).hasMessageContaining("2 heartbeats");
        assertThatThrownBy(() -> new LogTiming(100, 200, 10, 0, Channel.STREAM)).hasMessageContaining("batchMax");
    }

    @Test
    void replicasThatDisagreeAreNamed() {
        var check = new ReplicaCheck<Long>(List.of(0, 1, 2));
        check.applied(0, 4, 0xab);
        assertThatThrownBy(() -> check.applied(2, 4, 0xcd))
                .hasMessage(
                        "states differ after index 4: 00000000000000ab on machine 0, 00000000000000cd on machine 2");
    }

    @Test
    void brokenPromisesAreNamed() {
        var check = new ReplicaCheck<Long>(List.of(0, 1, 2));
        write(check.disk(0), 1, 1);
        assertThatThrownBy(() -> check.commits(0, 1, 1))
                .hasMessage("machine 0 commits index 1, which is on 1 of 3 disks");
        check.elected(0, 1);
        assertThatThrownBy(() -> check.elected(1, 1)).hasMessage("term 1 has two leaders: 0 and 1");
        assertThatThrownBy(() -> check.elected(2, 2)).hasMessageContaining("leader 2 of term 2 lacks index 1");
        assertThatThrownBy(() -> check.disk(0).truncateFrom(1)).hasMessageContaining("drops index 1");
        write(check.disk(1), 2, 2);
        assertThatThrownBy(() -> check.commits(1, 2, 1)).hasMessageContaining("machine 1 commits term 2");
        check.disk(1).vote(0);
        assertThatThrownBy(() -> check.disk(1).vote(2)).hasMessageContaining("votes twice in term 2");
        assertThatThrownBy(() -> check.disk(1).term(2)).hasMessageContaining("term must rise");
    }

    private void propose(int machine, long... commands) {
        for (long each : commands) {
            log.program(machine).propose(each);
        }
        log.runFor(Duration.ofMillis(200));
    }
}
