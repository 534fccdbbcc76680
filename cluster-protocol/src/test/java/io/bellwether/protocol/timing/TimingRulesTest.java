package io.bellwether.protocol.timing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimingRulesTest {

    private static final List<TimingProfile> PROFILES =
            List.of(TimingProfile.FAST, TimingProfile.DEFAULT, TimingProfile.STEADY, TimingProfile.WAN);

    @Test
    void allFourProfilesPass() {
        for (TimingProfile profile : PROFILES) {
            var found = TimingRules.judge(profile, 3, false);
            assertThat(found.problems()).isEmpty();
            assertThat(found.works()).isEqualTo(profile);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "30000"})
    void aFailureTimeoutOfTenOrThirtySecondsPasses(String millis) {
        assertThat(judged(b -> b.failureTimeout = Duration.ofMillis(Long.parseLong(millis)))
                        .isFine())
                .isTrue();
    }

    /** Setting, a value that is just refused, the nearest one that passes. */
    @ParameterizedTest
    @CsvSource({
        "HEARTBEAT, 19, 20",
        "HEARTBEAT, 0, 20",
        "HEARTBEAT, -1000, 20",
        "SILENCE_FLOOR, 2999, 3000",
        "SILENCE_CAP, 2999, 3000",
        "FAILURE_TIMEOUT, 7499, 7500",
        "FAILURE_TIMEOUT, 0, 7500",
        "FAILURE_TIMEOUT, 86400001, 86400000",
        "STABILIZATION, 2999, 3000",
        "STABILIZATION, 3600001, 3600000",
        "RAFT_HEARTBEAT, 4, 5",
        "ELECTION_MIN, 999, 1000",
        "ELECTION_MAX, 1000, 2000",
        "ELECTION_MAX, 600001, 600000",
        "GOSSIP_INTERVAL, 19, 20",
        "GOSSIP_INTERVAL, 300001, 300000",
        "GOSSIP_FANOUT, 0, 1",
        "GOSSIP_FANOUT, 11, 10",
        "PHI_THRESHOLD, 2, 3",
        "PHI_THRESHOLD, 31, 30"
    })
    void whatIsJustRefusedPassesWithTheValueThatTheProblemNames(TimingSetting setting, long refused, long works) {
        var found = judged(builder -> builder.set(setting, refused));

        assertThat(found.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(setting);
            assertThat(problem.works()).matches(works + "(ms|\\.0)?");
            assertThat(problem.why()).isNotEmpty();
        });
        assertThat(judged(builder -> builder.set(setting, works)).isFine()).isTrue();
    }

    @Test
    void aCapMustSpanTwoBeatsEvenWhereTheFloorDoesNot() {
        // Floor and tolerance are bounded by two seconds where beats are rare, so there the cap has a rule of its own.
        Builder builder = Builder.of(TimingProfile.WAN);
        builder.silenceFloor = Duration.ofSeconds(32);
        builder.silenceCap = Duration.ofMillis(59_999);
        builder.failureTimeout = Duration.ofMinutes(3);

        var found = TimingRules.judge(builder.build(), 3, false);

        assertThat(found.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(TimingSetting.SILENCE_CAP);
            assertThat(problem.works()).isEqualTo("60000ms");
        });
    }

    @Test
    void theReturnTakesThreeSecondsOrThreeBeats() {
        Builder builder = Builder.of(TimingProfile.WAN);
        builder.failureTimeout = Duration.ofMillis(179_999);
        assertThat(TimingRules.judge(builder.build(), 3, false).problems()).hasSize(1);

        builder = Builder.of(TimingProfile.FAST);
        builder.failureTimeout = Duration.ofMillis(3_999);
        assertThat(TimingRules.judge(builder.build(), 3, false).problems()).hasSize(1);
    }

    @Test
    void theFloorIsAtMostAnHourAndTheCapTwo() {
        Builder builder = Builder.of(TimingProfile.DEFAULT);
        builder.silenceFloor = Duration.ofHours(1);
        builder.silenceCap = Duration.ofHours(2);
        builder.failureTimeout = Duration.ofDays(1);
        assertThat(TimingRules.judge(builder.build(), 3, false).isFine()).isTrue();

        builder.silenceFloor = Duration.ofHours(1).plusMillis(1);
        assertRefuses(builder, TimingSetting.SILENCE_FLOOR);
        builder.silenceFloor = Duration.ofHours(1);
        builder.silenceCap = Duration.ofHours(2).plusMillis(1);
        assertRefuses(builder, TimingSetting.SILENCE_CAP);
    }

    @Test
    void theHeartbeatOfRaftIsAtMostTenSeconds() {
        Builder builder = Builder.of(TimingProfile.DEFAULT);
        builder.electionMin = Duration.ofSeconds(100);
        builder.electionMax = Duration.ofSeconds(200);
        builder.raftHeartbeat = Duration.ofSeconds(10);
        assertThat(TimingRules.judge(builder.build(), 3, false).isFine()).isTrue();

        builder.raftHeartbeat = Duration.ofMillis(10_001);
        assertRefuses(builder, TimingSetting.RAFT_HEARTBEAT);
    }

    private static void assertRefuses(Builder builder, TimingSetting setting) {
        assertThat(TimingRules.judge(builder.build(), 3, false).problems())
                .extracting(TimingProblem::setting)
                .containsExactly(setting);
    }

    @Test
    void whatNoNumberOfMillisecondsHoldsIsRefusedToo() {
        for (long seconds : new long[] {Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(judged(builder -> builder.failureTimeout = Duration.ofSeconds(seconds))
                            .problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.wrong()).endsWith("got " + Duration.ofSeconds(seconds)));
        }
    }

    @Test
    void aProblemReadsAsASentence() {
        var problem = judged(builder -> builder.electionMin = Duration.ofMillis(500))
                .problems()
                .getFirst();

        assertThat(problem)
                .hasToString(
                        "cluster.raft.election-min must be at least 1000ms, got 500ms: a few late beats of the leader"
                                + " would start an election; it must span ten raft heartbeats of 100ms. 1000ms works.");
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 1", "2, 1", "4, 3", "6, 5", "10, 9", "11, 9"})
    void aNumberOfVotersThatIsEvenZeroOrAbsurdIsRefused(int voters, int works) {
        var found = TimingRules.judge(TimingProfile.DEFAULT, voters, false);

        assertThat(found.problems()).extracting(TimingProblem::setting).containsExactly(TimingSetting.VOTERS);
        assertThat(found.votersWork()).isEqualTo(works);
        assertThat(TimingRules.judge(TimingProfile.DEFAULT, works, false).isFine())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 8, 9})
    void whoSaysSoMayHaveAnEvenNumberOfVoters(int voters) {
        assertThat(TimingRules.judge(TimingProfile.DEFAULT, voters, true).isFine())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    void whoSaysSoMayStillNotHaveAnAbsurdNumberOfVoters(int voters) {
        assertThat(TimingRules.judge(TimingProfile.DEFAULT, voters, true).isFine())
                .isFalse();
    }

    @Test
    void aThresholdThatIsNotANumberIsRefused() {
        assertThat(judged(builder -> builder.phi = Double.NaN).works().phiThreshold())
                .isEqualTo(3);
    }

    @Test
    void whateverIsRefusedTheValuesThatAreNamedPassTogether() {
        Seeds.forAll(3_000, (random, size) -> {
            Builder builder = Builder.of(PROFILES.get(random.nextInt(4)));
            for (TimingSetting setting : TimingSetting.values()) {
                if (random.nextInt(100) < size) {
                    builder.set(setting, any(random));
                }
            }
            int voters = random.nextInt(-3, 20);
            var found = TimingRules.judge(builder.build(), voters, false);
            var again = TimingRules.judge(found.works(), found.votersWork(), false);
            assertThat(again.problems()).as("%s", builder.build()).isEmpty();
            assertThat(found.isFine()).isEqualTo(found.works().equals(builder.build()) && found.votersWork() == voters);
        });
    }

    private static long any(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextLong();
            case 1 -> random.nextLong(-2, 3);
            default -> (long) Math.pow(10, random.nextDouble(0, 9));
        };
    }

    private static TimingFindings judged(Consumer<Builder> change) {
        Builder builder = Builder.of(TimingProfile.DEFAULT);
        change.accept(builder);
        return TimingRules.judge(builder.build(), 3, false);
    }

    /** The default profile with some values set, in milliseconds. */
    private static final class Builder {
        private Duration heartbeat;
        private Duration silenceFloor;
        private Duration silenceCap;
        private double phi;
        private Duration failureTimeout;
        private Duration electionMin;
        private Duration electionMax;
        private Duration raftHeartbeat;
        private Duration gossipInterval;
        private int fanout;
        private Duration stabilization;

        private Builder(TimingProfile base) {
            heartbeat = base.heartbeat();
            silenceFloor = base.silenceFloor();
            silenceCap = base.silenceCap();
            phi = base.phiThreshold();
            failureTimeout = base.failureTimeout();
            electionMin = base.electionMin();
            electionMax = base.electionMax();
            raftHeartbeat = base.raftHeartbeat();
            gossipInterval = base.gossipInterval();
            fanout = base.gossipFanout();
            stabilization = base.stabilization();
        }

        static Builder of(TimingProfile base) {
            return new Builder(base);
        }

        void set(TimingSetting setting, long value) {
            Duration millis = Duration.ofMillis(value);
            switch (setting) {
                case HEARTBEAT -> heartbeat = millis;
                case SILENCE_FLOOR -> silenceFloor = millis;
                case SILENCE_CAP -> silenceCap = millis;
                case PHI_THRESHOLD -> phi = value;
                case FAILURE_TIMEOUT -> failureTimeout = millis;
                case STABILIZATION -> stabilization = millis;
                case RAFT_HEARTBEAT -> raftHeartbeat = millis;
                case ELECTION_MIN -> electionMin = millis;
                case ELECTION_MAX -> electionMax = millis;
                case GOSSIP_INTERVAL -> gossipInterval = millis;
                case GOSSIP_FANOUT -> fanout = (int) value;
                case VOTERS -> {
                    /* no part of a profile */
                }
            }
        }

        TimingProfile build() {
            return new TimingProfile(
                    heartbeat,
                    silenceFloor,
                    silenceCap,
                    phi,
                    failureTimeout,
                    electionMin,
                    electionMax,
                    raftHeartbeat,
                    gossipInterval,
                    fanout,
                    stabilization);
        }
    }
}
