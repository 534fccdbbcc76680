package io.bellwether.protocol.authority;

import static io.bellwether.protocol.authority.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.state.Command;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    private final Scene scene = new Scene(4);
    private final Admission admission = new Admission(scene.evidence);

    AdmissionTest() {
        admission.leadsSince(scene.now - 60 * SECOND);
    }

    private Admission.Decision join(String name, String instance, long incarnation, String address) {
        return admission.decide(
                new Request.Join(new NodeId(name), instance, incarnation, address, "z", "rack", false, 0), scene.now);
    }

    private Admission.Decision another() {
        return join("3", "another", 0, "elsewhere:7800");
    }

    private static void assertAdmits(Admission.Decision decision, long replaces) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Admission.Decision.Through.class,
                        through -> assertThat(through.command())
                                .isInstanceOfSatisfying(
                                        Command.Admit.class,
                                        admit -> assertThat(admit.replaces()).isEqualTo(replaces)));
    }

    private static void assertRefuses(Admission.Decision decision, Answer.Reason reason) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Admission.Decision.Now.class,
                        now -> assertThat(now.answer())
                                .isInstanceOfSatisfying(
                                        Answer.Refused.class,
                                        refused -> assertThat(refused.reason()).isEqualTo(reason)));
    }

    @Test
    void aNewNameIsLetIn() {
        assertThat(join("9", "p", 0, "h:1"))
                .isEqualTo(new Admission.Decision.Through(
                        new Command.Admit(new NodeId("9"), "p", 0, "h:1", "z", "rack", false, 0)));
    }

    @Test
    void theSameProcessIsLetInAgainAlsoWhileItIsHeard() {
        scene.finds(3);
        assertAdmits(join("3", "process-3", 3, "elsewhere:7800"), 3);
    }

    @Test
    void aNewProcessAtTheSameAddressTakesTheNameAtOnce() {
        scene.finds(3);
        assertAdmits(join("3", "another", 0, "host-3:7800"), 3);
    }

    @Test
    void whoIsStillHeardFromElsewhereKeepsTheName() {
        scene.finds(3);

        assertThat(another())
                .isEqualTo(new Admission.Decision.Now(new Answer.Refused(
                        Answer.Reason.NAME_TAKEN,
                        "The name '3' is taken by a process that is still heard from host-3:7800; choose another cluster.node.id or"
                                + " stop that one",
                        2_000)));
    }

    @Test
    void aReportIsASignOfLifeForTwoBeats() {
        scene.finds(3);
        scene.pass(2 * SECOND);
        assertRefuses(another(), Answer.Reason.NAME_TAKEN);

        scene.pass(1);
        assertAdmits(another(), 3);
    }

    @Test
    void soIsABeatThatAnObserverHeard() {
        scene.finds(1);
        scene.pass(1_900 * Scene.MILLI);
        assertRefuses(another(), Answer.Reason.NAME_TAKEN);

        scene.pass(1);
        assertAdmits(another(), 3);
    }

    @Test
    void whoIsLostLosesTheName() {
        scene.finds(3);
        scene.lose(3);
        assertAdmits(another(), 3);
    }

    @Test
    void aLeaderOfLessThanTwoBeatsDoesNotTakeItsOwnAbsenceForSilence() {
        admission.leadsSince(scene.now);
        scene.pass(2 * SECOND - 1);
        assertRefuses(another(), Answer.Reason.NAME_TAKEN);

        scene.pass(1);
        assertAdmits(another(), 3);
    }

    @Test
    void aProcessThatWasOvertakenStaysOutEvenFromTheSameAddress() {
        assertRefuses(join("3", "older", 2, "host-3:7800"), Answer.Reason.SUPERSEDED);
        assertAdmits(join("3", "another", 3, "host-3:7800"), 3);
    }
}
