package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.scenarios.Silences.Span;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PhiScenarioTest {

    private static final Duration FLOOR = TimingProfile.DEFAULT.silenceFloor();

    private static void run(List<Sweep> sweeps, int members) {
        SplittableRandom random = new SplittableRandom(1);
        for (int member = 0; member < members; member++) {
            Sweep.member(sweeps, random);
        }
    }

    @Test
    void aHigherThresholdIsSlowerAndSurerOnAJitteryLinkAndAgreementAccusesNobody() {
        Sweep ours = Sweep.ours(FLOOR, List.of(6.0, 8.0, 10.0));
        run(List.of(ours), 60);

        for (int i = 0; i < 3; i++) {
            assertThat(ours.judgements.get(i).memberMistakes()).isZero();
        }
        for (int i = 1; i < 3; i++) {
            Judgement lower = ours.judgements.get(i - 1);
            Judgement higher = ours.judgements.get(i);
            assertThat(higher.edgeSeconds()).isGreaterThan(lower.edgeSeconds() + 0.1);
            assertThat(higher.edgeRate()).isLessThan(lower.edgeRate());
        }
    }

    @Test
    void forEqualMistakesTheAgreedVerdictIsSoonerThanThatOfOneObserver() {
        Sweep ours = Sweep.ours(TimingProfile.DEFAULT.heartbeat(), List.of(0.1, 0.2, 0.3, 0.4, 0.5));
        Sweep akka = Sweep.akka(Duration.ZERO, List.of(2.0, 3.0, 4.0, 6.0, 8.0, 11.0));
        run(List.of(ours, akka), 60);

        double us = Sweep.secondsAt(5, ours.judgements, Judgement::memberRate, Judgement::memberSeconds);
        double peer = Sweep.secondsAt(5, akka.judgements, Judgement::memberRate, Judgement::memberSeconds);
        assertThat(us).isPositive().isLessThan(peer);
    }

    @Test
    void aMemberIsAccusedOnlyWhileEnoughObserversErrAtOneTime() {
        Silences early = silences(new Span(10, 20), 100);
        Silences later = silences(new Span(20, 30), 110);
        Silences within = silences(new Span(12, 18), 120);
        Judgement two = new Judgement(2, 5);
        two.add(List.of(early, later, within), 90);

        assertThat(two.memberMistakes()).isEqualTo(1);
        assertThat(two.memberSeconds()).isCloseTo(25e-9, within(1e-12));
        assertThat(two.edgeSeconds()).isCloseTo(20e-9, within(1e-12));
    }

    @Test
    void betweenTwoThresholdsTheTimeFollowsTheLogarithmOfTheRate() {
        Judgement often = new Judgement(1, 0);
        Judgement seldom = new Judgement(1, 0);
        assertThat(Sweep.secondsAt(
                        10, List.of(often, seldom), one -> one == often ? 100 : 1, one -> one == often ? 2 : 4))
                .isCloseTo(3, within(1e-9));
        assertThat(Sweep.secondsAt(0.5, List.of(often, seldom), one -> one == often ? 100 : 1, one -> 3))
                .isNaN();
    }

    private static Silences silences(Span mistake, long forGood) {
        Silences silences = new Silences();
        silences.mistakes.add(mistake);
        silences.forGoodNanos = forGood;
        return silences;
    }
}
