package io.bellwether.protocol.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TimingProfileTest {

    @Test
    void aLeaseIsFreshForTwoElectionsLessOneHeartbeatOfRaft() {
        assertThat(leaseFresh(TimingProfile.FAST)).isEqualTo(Duration.ofMillis(1_170));
        assertThat(leaseFresh(TimingProfile.DEFAULT)).isEqualTo(Duration.ofMillis(3_900));
        assertThat(leaseFresh(TimingProfile.STEADY)).isEqualTo(Duration.ofMillis(11_850));
    }

    @Test
    void whereGossipIsSlowItIsFreshForFourRoundsOfIt() {
        assertThat(leaseFresh(TimingProfile.WAN)).isEqualTo(Duration.ofMillis(19_850));
    }

    @Test
    void aReportCountsForThreeBeatsAndWhereBeatsAreRareForOneAndTenSeconds() {
        assertThat(reportCounts(TimingProfile.FAST)).isEqualTo(Duration.ofMillis(600));
        assertThat(reportCounts(TimingProfile.DEFAULT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(reportCounts(TimingProfile.WAN)).isEqualTo(Duration.ofSeconds(40));
    }

    private static Duration leaseFresh(TimingProfile profile) {
        return Duration.ofNanos(profile.leaseFreshNanos());
    }

    private static Duration reportCounts(TimingProfile profile) {
        return Duration.ofNanos(profile.reportCountsNanos());
    }
}
