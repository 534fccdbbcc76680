package io.bellwether.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import org.junit.jupiter.api.Test;

/** Nobody could lead for a while; then somebody does. */
final class AfterStandstillTest {

    private final Desk desk = new Desk(TimingProfile.DEFAULT, 6, 3);

    /** In which one member crashed. */
    private void leadAfterStandstill() {
        desk.lead();
        desk.role(false, 0);
        desk.crash(4);
        desk.passMillis(2 * TimingProfile.DEFAULT.electionMax().toMillis());
        desk.term++;
        desk.role(true, 1);
    }

    @Test
    void nobodyIsAccusedForAsLongAsAnEdgeMayBeSilent() {
        leadAfterStandstill();
        long cap = TimingProfile.DEFAULT.silenceCap().toNanos();
        assertThat(Desk.proposed(desk.pass(cap - 1))).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(400))).hasSize(1);
    }

    @Test
    void anotherElectionSoonAfterDoesNotShortenThat() {
        leadAfterStandstill();
        desk.passMillis(500);
        desk.role(false, 0);
        desk.passMillis(500);
        desk.term++;
        desk.role(true, 1);
        long cap = TimingProfile.DEFAULT.silenceCap().toMillis();
        assertThat(Desk.proposed(desk.passMillis(cap - 1_001))).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(1_400))).hasSize(1);
    }
}
