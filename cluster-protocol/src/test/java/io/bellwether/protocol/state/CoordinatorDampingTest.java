package io.bellwether.protocol.state;

import static io.bellwether.protocol.membership.MemberStatus.HEALTHY;
import static io.bellwether.protocol.membership.MemberStatus.JOINING;
import static io.bellwether.protocol.membership.MemberStatus.QUARANTINED;
import static io.bellwether.protocol.membership.MemberStatus.RECOVERING;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A coordinator is damped like everybody, but never missing from the view: it votes, and may lead, all the same. */
final class CoordinatorDampingTest {

    private final Replica replica = new Replica().healthy("other");

    private void start() {
        assertThat(replica.joinAsCoordinator("a")).isInstanceOf(Outcome.Admitted.class);
        if (replica.status("a") == JOINING) {
            replica.apply(new Command.Confirm(List.of(replica.target("a"))));
        }
    }

    /** Removed twice within minutes: a service of that name would be kept out. */
    private void removedTwice() {
        start();
        replica.lostAndRemoved("a");
        start();
        replica.pass(Duration.ofMinutes(1));
        replica.lostAndRemoved("a");
    }

    @Test
    void aRemovedOneThatFlapsIsLetInAndShownAsQuarantined() {
        removedTwice();
        start();
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        assertThat(replica.standing("a").heard()).isTrue();
        assertThat(replica.standing("a").quarantines()).isEqualTo(1);
        assertThat(replica.followed().member(new NodeId("a"))).isNotNull();
    }

    @Test
    void itsQuarantineEndsByItself() {
        removedTwice();
        start();
        replica.pass(Duration.ofNanos(replica.standing("a").retryNanos() - replica.nanos()));
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
        replica.pass(Duration.ofSeconds(30));
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
    }

    @Test
    void aNewProcessInQuarantineTakesTheNameOver() {
        removedTwice();
        start();
        long former = replica.member("a").incarnation();
        replica.lose("a");
        start();
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        assertThat(replica.standing("a").heard()).isTrue();
        assertThat(replica.member("a").incarnation()).isGreaterThan(former);
    }

    @Test
    void itsSilenceRemovesItOnlyWhenItsQuarantineIsOver() {
        removedTwice();
        start();
        replica.lose("a");
        replica.pass(Duration.ofSeconds(15));
        long version = replica.state.view().version();
        replica.remove("a");
        assertThat(replica.state.view().version()).isEqualTo(version);
        assertThat(replica.state.removalRefused(replica.member("a").incarnation()))
                .extracting(Outcome.Refused::code)
                .isEqualTo(RefusalCode.FLAPPING);
        replica.pass(Duration.ofNanos(replica.standing("a").retryNanos() - replica.nanos()));
        assertThat(replica.state.removalRefused(replica.member("a").incarnation()))
                .isNull();
        replica.remove("a");
        assertThat(replica.isMember("a")).isFalse();
    }

    @Test
    void itIsShownEvenWhenItTakesAnOperatorToTrustItAgain() {
        start();
        for (int round = 0; round < 40 && !replica.standing("a").operatorNeeded(); round++) {
            replica.lostAndRemoved("a");
            start();
            replica.pass(Duration.ofMinutes(11));
            replica.lose("a");
            replica.find("a");
        }
        assertThat(replica.standing("a").operatorNeeded()).isTrue();
        replica.lostAndRemoved("a");
        start();
        replica.pass(Duration.ofDays(2));
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
        replica.readmit("a");
        assertThat(replica.status("a")).isEqualTo(RECOVERING);
    }

    @Test
    void aGoodbyeDoesNotWashOffItsQuarantineAndOwesNothingOtherwise() {
        start();
        replica.leave("a");
        start();
        assertThat(replica.status("a")).isEqualTo(HEALTHY);
        replica.lostAndRemoved("a");
        start();
        replica.lostAndRemoved("a");
        start();
        replica.leave("a");
        start();
        assertThat(replica.status("a")).isEqualTo(QUARANTINED);
    }
}
