package io.bellwether.coordinator.raft;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ElectionPaceTest {

    private static final long BOUND = TimingProfile.DEFAULT.electionMax().toNanos();
    private static final long START = Long.MAX_VALUE - BOUND; // The clock wraps in here.

    private final ElectionPace pace = new ElectionPace(TimingProfile.DEFAULT);

    @Test
    void whoHasJustStartedHasSeenNoElection() {
        assertThat(pace.isTooSoon(START)).isFalse();
        pace.heardOf(7, START);
        assertThat(pace.isTooSoon(START)).isFalse();
    }

    @Test
    void anElectionIsFollowedByAnUpperBoundWithoutOne() {
        pace.heardOf(7, START);
        pace.heardOf(8, START + 10);

        assertThat(pace.isTooSoon(START + 10)).isTrue();
        assertThat(pace.isTooSoon(START + 10 + BOUND - 1)).isTrue();
        assertThat(pace.isTooSoon(START + 10 + BOUND)).isFalse();
    }

    @Test
    void hearingOfTheSameTermAgainProlongsNothing() {
        pace.heardOf(7, START);
        pace.heardOf(8, START);
        pace.heardOf(8, START + BOUND / 2);
        pace.heardOf(7, START + BOUND / 2);

        assertThat(pace.isTooSoon(START + BOUND)).isFalse();
    }

    @Test
    void afterTenQuietSecondsNothingIsHeldBackWhateverTheBoundsAre() {
        TimingProfile usual = TimingProfile.WAN;
        var slow = new ElectionPace(new TimingProfile(
                usual.heartbeat(),
                usual.silenceFloor(),
                usual.silenceCap(),
                usual.phiThreshold(),
                usual.failureTimeout(),
                usual.electionMin().multipliedBy(10),
                usual.electionMax().multipliedBy(10),
                usual.raftHeartbeat(),
                usual.gossipInterval(),
                usual.gossipFanout(),
                usual.stabilization()));
        slow.heardOf(1, 0);
        slow.heardOf(2, 0);

        assertThat(slow.isTooSoon(TimeUnit.SECONDS.toNanos(9))).isTrue();
        assertThat(slow.isTooSoon(TimeUnit.SECONDS.toNanos(10))).isFalse();
    }
}
