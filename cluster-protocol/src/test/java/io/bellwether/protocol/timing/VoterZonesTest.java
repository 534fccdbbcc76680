package io.bellwether.protocol.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VoterZonesTest {

    @Test
    void mostVotersInOneZoneWhileMembersLiveElsewhereIsWorthAWarning() {
        assertThat(VoterZones.warning(List.of("a", "a", "b"), List.of("a", "b", "b")))
                .contains("2 of 3 voters are in zone 'a' while members live elsewhere: if that zone is lost, so is the"
                        + " quorum. Move voters to other zones until none holds most of them.");
    }

    @Test
    void twoVotersInOneZoneAreMostOfThem() {
        assertThat(VoterZones.warning(List.of("a", "a"), List.of("a", "b"))).isPresent();
    }

    @Test
    void votersSpreadOverZonesAreFine() {
        assertThat(VoterZones.warning(List.of("a", "b", "c"), List.of("a", "b")))
                .isEmpty();
    }

    @Test
    void halfOfTheVotersAreNotMost() {
        assertThat(VoterZones.warning(List.of("a", "a", "b", "c"), List.of("a", "b")))
                .isEmpty();
    }

    @Test
    void whereAllMembersLiveInOneZoneThereIsNothingToWarnOf() {
        assertThat(VoterZones.warning(List.of("a", "a", "a"), List.of("a", "a", "")))
                .isEmpty();
    }

    @Test
    void unknownZonesAreNotOneZone() {
        assertThat(VoterZones.warning(List.of("", "", "a"), List.of("a", "b"))).isEmpty();
    }

    @Test
    void aSingleVoterCannotBeSpread() {
        assertThat(VoterZones.warning(List.of("a"), List.of("a", "b"))).isEmpty();
    }
}
