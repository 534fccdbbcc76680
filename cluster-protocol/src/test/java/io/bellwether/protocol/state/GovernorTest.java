package io.bellwether.protocol.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.state.Protection.Phase;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class GovernorTest {

    private static final String[] EIGHT = {"a", "b", "c", "d", "e", "f", "g", "h"};

    private final Replica replica = new Replica();

    private void refuses(String... names) {
        assertThat(replica.remove(names).refusals())
                .hasSize(names.length)
                .allSatisfy(refused -> assertThat(refused.why().code()).isEqualTo(RefusalCode.PROTECTED));
    }

    private void removes(String... names) {
        assertThat(replica.remove(names).moved()).isEqualTo(names.length);
    }

    @Test
    void moreThanHalfOfAZoneGoneAtOnceStopsRemoval() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d", "e");
        var protection = replica.state.protection();
        assertThat(protection.phase()).isEqualTo(Phase.ON);
        assertThat(protection.reason()).isEqualTo("more than half of zone z: 5 of 8 gone");
        assertThat(protection.exitCondition(Replica.RULES))
                .isEqualTo("ends when at most 4 of 8 are gone for 15 s; expires after 300 s");
        replica.pass(Duration.ofSeconds(15));
        refuses("a", "b", "c", "d", "e");
        assertThat(Objects.requireNonNull(replica.state.removalRefused()).retryMillis())
                .isEqualTo(285_000);
    }

    @Test
    void halfOfAZoneGoneDoesNot() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d");
        assertThat(replica.state.protection().isOn()).isFalse();
        removes("a", "b", "c", "d");
    }

    @Test
    void twoGoneAreTooFewAndThreeOfFourAreNot() {
        replica.healthyIn("z", "a", "b", "c");
        replica.lose("a", "b");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.healthyIn("z", "d");
        replica.lose("c");
        assertThat(replica.state.protection().reason()).isEqualTo("more than half of zone z: 3 of 4 gone");
    }

    @Test
    void zonesUnderFourMembersAreCountedTogether() {
        replica.healthyIn("x", "a", "b").healthyIn("y", "c", "d", "e");
        replica.healthyIn("big", "m", "n", "o", "p", "q", "r", "s");
        replica.lose("a", "b", "c");
        assertThat(replica.state.protection().reason())
                .isEqualTo("more than half of the small zones together: 3 of 5 gone");
    }

    @Test
    void protectionStopsRemovalOutsideTheGroupToo() {
        replica.healthyIn("z", "a", "b", "c", "d").healthyIn("y", "e", "f", "g", "h");
        replica.lose("a", "b", "c", "e");
        refuses("e");
    }

    @Test
    void membersInMaintenanceOrTakingLeaveDoNotCount() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d");
        replica.maintain("a", Duration.ofHours(1));
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.leave("h");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.leave("g");
        assertThat(replica.state.protection().reason()).isEqualTo("more than half of zone z: 3 of 5 gone");
    }

    @Test
    void aQuarantinedMemberCountsAsGoneOnlyWhileItIsLost() {
        replica.healthyIn("z", "a", "b", "c", "d");
        replica.lose("a");
        replica.find("a");
        replica.lose("a");
        replica.find("a");
        replica.lose("b", "c");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.lose("a");
        assertThat(replica.state.protection().gone()).isEqualTo(3);
    }

    @Test
    void whoFallOneAfterTheOtherAreCaughtAlthoughTheFirstAreRemoved() {
        replica.healthyIn("z", EIGHT);
        for (String name : new String[] {"a", "b", "c", "d"}) {
            replica.lose(name);
            replica.pass(Duration.ofSeconds(15));
            removes(name);
        }
        replica.lose("e");
        assertThat(replica.state.protection().reason()).isEqualTo("more than half of zone z: 5 of 8 gone");
        refuses("e");
    }

    @Test
    void aRemovedMemberCountsAsGoneForFiveMinutesOrUntilItIsBack() {
        replica.healthyIn("z", EIGHT);
        replica.lostAndRemoved("a", "b", "c");
        replica.pass(Duration.ofMinutes(5).minusNanos(1));
        replica.lose("d");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.join("a", "z");
        replica.lose("e");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.pass(Duration.ofNanos(1));
        replica.lose("f");
        assertThat(replica.state.protection().isOn()).isFalse();
        replica.lose("g");
        assertThat(replica.state.protection().reason()).isEqualTo("more than half of zone z: 4 of 6 gone");
    }

    @Test
    void protectionEndsOnlyWhenItsConditionIsOverForFifteenSeconds() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d", "e");
        replica.find("e");
        replica.pass(Duration.ofSeconds(15).minusNanos(1));
        refuses("a");
        replica.lose("e");
        replica.find("e");
        replica.pass(Duration.ofSeconds(15).minusNanos(1));
        refuses("a");
        replica.pass(Duration.ofNanos(1));
        assertThat(replica.state.protection().isOn()).isFalse();
        assertThat(replica.events.getLast().kind()).isEqualTo(Event.Kind.PROTECTION_ENDED);
        removes("a", "b", "c", "d");
    }

    @Test
    void afterFiveMinutesOneRemovalPassesEveryTenSeconds() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d", "e");
        replica.pass(Duration.ofMinutes(5).minusNanos(1));
        refuses("a");
        replica.pass(Duration.ofNanos(1));
        assertThat(replica.events.getLast().kind()).isEqualTo(Event.Kind.PROTECTION_EXPIRED);
        var first = replica.remove("a", "b", "c");
        assertThat(first.moved()).isEqualTo(1);
        assertThat(first.refusals()).hasSize(2);
        replica.pass(Duration.ofSeconds(10).minusNanos(1));
        refuses("b");
        replica.pass(Duration.ofNanos(1));
        removes("b");
        assertThat(replica.state.protection().phase()).isEqualTo(Phase.EXPIRED);
    }

    @Test
    void theDriverIsToldWhenProtectionChangesByTimeAlone() {
        replica.healthyIn("z", EIGHT);
        replica.lose("a", "b", "c", "d", "e");
        assertThat(replica.state.nextDueNanos())
                .isEqualTo(replica.nanos() + Duration.ofMinutes(5).toNanos());
        replica.find("e");
        assertThat(replica.state.nextDueNanos())
                .isEqualTo(replica.nanos() + Duration.ofSeconds(15).toNanos());
    }
}
