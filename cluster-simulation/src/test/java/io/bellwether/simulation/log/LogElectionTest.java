package io.bellwether.simulation.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.world.Channel;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long it takes to get a leader, and that nobody loses one without need. */
class LogElectionTest {

    private static final LogTiming DEFAULT = LogTiming.of(TimingProfile.DEFAULT);
    private static final long ELECTION_MAX_MILLIS = DEFAULT.electionMaxNanos() / LogWorld.MS;
    private static final long HEARTBEAT_MILLIS = DEFAULT.heartbeatNanos() / LogWorld.MS;

    private static LogWorld world(int voters, Channel channel, long seed) {
        return new LogWorld(voters, DEFAULT.on(channel), seed).boot();
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void aCrashedLeaderIsReplacedWithinTwoElectionTimeouts(Channel channel) {
        for (double loss : new double[] {0, 0.2}) {
            for (int voters : new int[] {3, 5}) {
                long[] millis = new long[400];
                for (int run = 0; run < millis.length; run++) {
                    millis[run] = failOverMillis(voters, channel, loss, run);
                }
                Arrays.sort(millis);
                System.out.printf(
                        "fail-over, %s, %d voters, %.0f %% loss: median %d, p99 %d, most %d ms%n",
                        channel, voters, 100 * loss, millis[200], millis[395], millis[399]);
                if (loss == 0) {
                    assertThat(millis[395]).as("p99").isLessThan(2 * ELECTION_MAX_MILLIS + HEARTBEAT_MILLIS);
                } else {
                    assertThat(millis[395])
                            .as("p99 under loss")
                            .isLessThan((channel == Channel.DATAGRAM ? 2 : 8) * ELECTION_MAX_MILLIS);
                }
            }
        }
    }

    private static long failOverMillis(int voters, Channel channel, double loss, long seed) {
        LogWorld log = world(voters, channel, seed);
        int old = log.settle();
        log.network.loss(loss);
        log.runFor(Duration.ofMillis(500 + seed));
        log.world.crash(old);
        long millis = log.millisUntil(() -> log.leader() != -1, Duration.ofSeconds(30));
        assertThat(millis).as("fail-over of seed %d", seed).isNotNegative();
        return millis;
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void aCleanRunHasOneElection(Channel channel) {
        for (int voters : new int[] {1, 3, 5}) {
            for (long seed = 0; seed < 10; seed++) {
                LogWorld log = world(voters, channel, seed);
                log.proposing = true;
                log.runFor(Duration.ofMinutes(5));
                assertThat(log.check.elections()).as("elections").isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void twentyPercentLossElectsNobodyOnDatagramsAndSeldomOnConnections(Channel channel) {
        int elections = 0;
        for (long seed = 0; seed < 20; seed++) {
            LogWorld log = world(3, channel, seed);
            log.network.loss(0.2);
            log.runFor(Duration.ofMinutes(10));
            elections += log.check.elections();
        }
        System.out.printf("20 runs of 10 min under 20 %% loss, %s: %d elections%n", channel, elections);
        assertThat(elections).isLessThanOrEqualTo(channel == Channel.DATAGRAM ? 20 : 200);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void aLeaderThatIsCutOffStepsDownAndItsFollowersReplaceIt(Channel channel) {
        long least = Long.MAX_VALUE;
        long most = 0;
        for (long seed = 0; seed < 200; seed++) {
            LogWorld log = world(3, channel, seed);
            int old = log.settle();
            log.runFor(Duration.ofMillis(seed));
            log.proposing = true; // Also while writes keep arriving.
            log.isolate(old);
            long millis = log.millisUntil(() -> !log.program(old).leading, Duration.ofSeconds(30));
            least = Math.min(least, millis);
            most = Math.max(most, millis);
            assertThat(log.millisUntil(() -> log.leader() != -1, Duration.ofSeconds(5)))
                    .isNotNegative();
            assertThat(log.leader()).isNotEqualTo(old);
        }
        System.out.printf("cut off, %s: steps down after %d to %d ms%n", channel, least, most);
        assertThat(least).isGreaterThanOrEqualTo(ELECTION_MAX_MILLIS - HEARTBEAT_MILLIS);
        assertThat(most).isLessThanOrEqualTo(ELECTION_MAX_MILLIS + HEARTBEAT_MILLIS);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void anIsolatedFollowerReturnsWithoutRaisingTheTerm(Channel channel) {
        for (long seed = 0; seed < 100; seed++) {
            LogWorld log = world(3, channel, seed);
            int leader = log.settle();
            int follower = (leader + 1) % 3;
            long term = log.program(leader).term;
            log.isolate(follower);
            log.proposing = true;
            log.runFor(Duration.ofSeconds(20));
            assertThat(log.program(follower).leader).isEqualTo(LogReplica.NOBODY);
            log.heal();
            log.proposing = false;
            assertThat(log.millisUntil(log::agrees, Duration.ofSeconds(4))).isNotNegative();
            log.runFor(Duration.ofSeconds(20));
            assertThat(log.leader()).isEqualTo(leader);
            assertThat(log.program(follower).term).as("term").isEqualTo(term);
            assertThat(log.check.elections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void whicheverLinkIsDeafOneLeaderStays(Channel channel) {
        for (int direction = 0; direction < 6; direction++) {
            int from = direction / 2;
            int to = (from + 1 + direction % 2) % 3;
            for (long seed = 0; seed < 15; seed++) {
                oneLeaderStays(from, to, channel, seed, true);
                oneLeaderStays(from, to, channel, seed, false);
            }
        }
    }

    private static void oneLeaderStays(int from, int to, Channel channel, long seed, boolean fromTheStart) {
        var log = new LogWorld(3, DEFAULT.on(channel), seed);
        if (fromTheStart) {
            log.network.cut(from, to);
        }
        log.boot();
        log.runFor(Duration.ofSeconds(10));
        int leader = log.leader();
        log.network.cut(from, to);
        log.proposing = true;
        log.runFor(Duration.ofMinutes(1));
        assertThat(log.leader()).as("leader with %d deaf to %d", to, from).isEqualTo(leader);
        assertThat(log.check.elections()).as("elections, seed %d", seed).isEqualTo(1);
        assertThat(log.acknowledged.size()).as("writes went on").isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void aBridgeOrTwoDeafLinksEndWithOneLeaderWhereTwoStillSpeak(Channel channel) {
        for (int cuts = 1; cuts < 64; cuts++) {
            var log = new LogWorld(3, DEFAULT.on(channel), cuts).boot();
            log.settle();
            for (int direction = 0; direction < 6; direction++) {
                int from = direction / 2;
                if ((cuts >> direction & 1) == 1) {
                    log.network.cut(from, (from + 1 + direction % 2) % 3);
                }
            }
            boolean possible =
                    log.network.openBothWays(0, 1) || log.network.openBothWays(0, 2) || log.network.openBothWays(1, 2);
            log.runFor(Duration.ofSeconds(20));
            int leader = log.leader();
            int elections = log.check.elections();
            log.runFor(Duration.ofMinutes(1));
            assertThat(leader != -1)
                    .as("a leader with cuts %s", Integer.toBinaryString(cuts))
                    .isEqualTo(possible);
            assertThat(log.leader()).isEqualTo(leader);
            assertThat(log.check.elections()).as("endless elections").isEqualTo(elections);
        }
    }

    @Test
    void aLeaderThatStoodStillForLongDoesNotLeadAnyMore() {
        for (long seed = 0; seed < 50; seed++) {
            LogWorld log = world(3, Channel.DATAGRAM, seed);
            int old = log.settle();
            log.world.block(old);
            log.runFor(Duration.ofSeconds(10));
            int heir = log.leader();
            log.world.resume(old);
            log.runFor(Duration.ofMillis(200));
            assertThat(heir).isNotEqualTo(-1).isNotEqualTo(old);
            assertThat(log.program(old).leading).isFalse();
            assertThat(log.leader()).isEqualTo(heir);
            assertThat(log.check.elections()).isEqualTo(2);
        }
    }
}
