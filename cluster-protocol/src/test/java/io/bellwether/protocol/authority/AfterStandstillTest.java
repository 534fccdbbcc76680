package io.bellwether.protocol.authority;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.timing.TimingProfile;
import org.junit.jupiter.api.Test;

/** Nobody could lead for a while; then somebody does. */
final class AfterStandstillTest {

    private final Desk desk = new Desk(TimingProfile.DEFAULT, 6, 3);

    private void crash(long member) {
        desk.reporting.remove(member);
        desk.answering.remove(member);
        desk.allFind(member, EdgeVerdict.SILENT);
    }

    @Test
    void nobodyIsAccusedForAsLongAsAnEdgeMayBeSilent() {
        desk.lead();
        desk.role(false, 0);
        crash(4);
        desk.passMillis(2 * TimingProfile.DEFAULT.electionMax().toMillis());
        desk.term++;
        desk.role(true, 1);
        long cap = TimingProfile.DEFAULT.silenceCap().toNanos();
        assertThat(Desk.proposed(desk.pass(cap - 1))).isEmpty();

        assertThat(Desk.proposed(desk.passMillis(400))).hasSize(1);
    }

    @Test
    void anotherElectionSoonAfterDoesNotShortenThat() {
        desk.lead();
        desk.role(false, 0);
        crash(4);
        desk.passMillis(2 * TimingProfile.DEFAULT.electionMax().toMillis());
        desk.term++;
        desk.role(true, 1);
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
