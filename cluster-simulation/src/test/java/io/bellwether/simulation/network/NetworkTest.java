package io.bellwether.simulation.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class NetworkTest {

    private final Network network = new Network(4);
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void aCleanNetworkLosesNothingAndDrawsNothing() {
        var untouched = new SplittableRandom(1);
        assertThat(network.loses(0, 1, random)).isFalse();
        assertThat(network.doubles(random)).isFalse();
        assertThat(network.holdUpNanos(random)).isZero();
        assertThat(random.nextLong()).isEqualTo(untouched.nextLong());
    }

    @Test
    void eachRuleOfLossTouchesOnlyWhatItNames() {
        network.loss(0, 1, 0.25);
        assertThat(lossOf(0, 1)).isEqualTo(0.25, within(0.02));
        assertThat(lossOf(1, 0)).isZero();
        network.lossIn(2, 0.5);
        assertThat(lossOf(0, 2)).isEqualTo(0.5, within(0.02));
        assertThat(lossOf(2, 0)).isZero();
        network.lossOut(3, 1);
        assertThat(lossOf(3, 0)).isEqualTo(1);
        assertThat(lossOf(0, 3)).isZero();
    }

    @Test
    void lossesByTwoRulesAreChancesThatDoNotKnowEachOther() {
        network.loss(0.5);
        network.lossIn(1, 0.5);
        assertThat(lossOf(0, 1)).isEqualTo(0.75, within(0.02));
        assertThat(lossOf(0, 2)).isEqualTo(0.5, within(0.02));
    }

    @Test
    void aShareThatIsNoneIsRefused() {
        assertThatThrownBy(() -> network.loss(1.5)).hasMessage("loss must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> network.duplication(Double.NaN)).hasMessageContaining("duplication");
    }

    @Test
    void duplicationAndReorderingStrikeTheirShare() {
        network.duplication(0.3);
        network.reordering(0.4, Duration.ofMillis(5));
        assertThat(shareOf(() -> network.doubles(random))).isEqualTo(0.3, within(0.02));
        assertThat(shareOf(() -> network.holdUpNanos(random) > 0)).isEqualTo(0.4, within(0.02));
        for (int draw = 0; draw < 1000; draw++) {
            assertThat(network.holdUpNanos(random)).isBetween(0L, 5_000_000L);
        }
    }

    @Test
    void aCutStopsOneDirectionUntilItIsMendedAsOftenAsItWasCut() {
        network.cut(0, 1);
        network.cut(0, 1);
        assertThat(network.open(0, 1)).isFalse();
        assertThat(network.open(1, 0)).isTrue();
        assertThat(network.openBothWays(1, 0)).isFalse();
        network.mend(0, 1);
        assertThat(network.open(0, 1)).isFalse();
        network.mend(0, 1);
        assertThat(network.open(0, 1)).isTrue();
        network.mend(0, 1);
        network.cut(0, 1);
        assertThat(network.open(0, 1))
                .as("one mend too many is not kept for later")
                .isFalse();
    }

    @Test
    void aSplitKeepsThoseTogetherThatShareAGroupAndThoseThatAreInNone() {
        network.split(List.of(List.of(0, 1)));
        assertThat(network.open(0, 1)).isTrue();
        assertThat(network.open(2, 3)).isTrue();
        assertThat(network.open(1, 2)).isFalse();
        assertThat(network.open(3, 0)).isFalse();
        network.join(List.of(List.of(0, 1)));
        assertThat(network.openBothWays(1, 2)).isTrue();
    }

    @Test
    void aBridgeSpeaksWithBothSidesThatDoNotSpeakWithEachOther() {
        network.split(List.of(List.of(0, 1), List.of(1, 2)));
        assertThat(network.openBothWays(0, 1)).isTrue();
        assertThat(network.openBothWays(1, 2)).isTrue();
        assertThat(network.open(0, 2)).isFalse();
        assertThat(network.open(2, 0)).isFalse();
        assertThat(network.open(3, 1)).isFalse();
    }

    @Test
    void twoSplitsEndOneByOne() {
        network.split(List.of(List.of(0)));
        network.split(List.of(List.of(0, 1)));
        network.join(List.of(List.of(0)));
        assertThat(network.open(0, 1)).isTrue();
        assertThat(network.open(0, 2)).isFalse();
    }

    @Test
    void healingEndsEverythingButLatencies() {
        network.latency(0, 1, Latency.constant(Duration.ofMillis(7)));
        network.loss(1);
        network.lossIn(1, 1);
        network.lossOut(0, 1);
        network.loss(0, 1, 1);
        network.cut(0, 1);
        network.split(List.of(List.of(0)));
        network.duplication(1);
        network.reordering(1, Duration.ofSeconds(1));
        network.heal();
        assertThat(network.open(0, 1)).isTrue();
        assertThat(lossOf(0, 1)).isZero();
        assertThat(network.doubles(random)).isFalse();
        assertThat(network.holdUpNanos(random)).isZero();
        assertThat(network.latencyNanos(0, 1, random)).isEqualTo(7_000_000);
    }

    @Test
    void aLinkTakesItsOwnTimeElseThatBetweenZonesElseTheUsual() {
        network.latency(Latency.constant(Duration.ofMillis(1)));
        network.zones(new int[] {0, 0, 1, 1}, Latency.constant(Duration.ofMillis(20)));
        network.latency(0, 2, Latency.constant(Duration.ofMillis(3)));
        assertThat(network.latencyNanos(0, 1, random)).isEqualTo(1_000_000);
        assertThat(network.latencyNanos(0, 2, random)).isEqualTo(3_000_000);
        assertThat(network.latencyNanos(2, 0, random)).isEqualTo(20_000_000);
    }

    @Test
    void latenciesAreWhatTheyAreCalled() {
        var lan = Latency.lan();
        var wan = Latency.wan();
        int overMedian = 0;
        for (int draw = 0; draw < 10_000; draw++) {
            assertThat(lan.nanos(random)).isBetween(200_000L, 600_000L);
            long nanos = wan.nanos(random);
            assertThat(nanos).isPositive();
            overMedian += nanos > 20_000_000 ? 1 : 0;
        }
        assertThat(overMedian).isBetween(4800, 5200);
    }

    private double lossOf(int from, int to) {
        return shareOf(() -> network.loses(from, to, random));
    }

    private static double shareOf(BooleanSupplier chance) {
        int hits = 0;
        for (int draw = 0; draw < 20_000; draw++) {
            hits += chance.getAsBoolean() ? 1 : 0;
        }
        return hits / 20_000.0;
    }
}
