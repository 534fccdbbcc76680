package io.bellwether.simulation.peers.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspicionTest {

    private static final long SECOND = 1_000_000_000L;

    /** By hand: 4 x max(1, log10 n) seconds, the factor cut to thousandths, and six times that. */
    @ParameterizedTest
    @CsvSource({"6, 4000, 24000", "10, 4000, 24000", "128, 8428, 50568", "1000, 12000, 72000"})
    void aSuspicionLastsAsLongAsTheFormulaSays(int members, long leastMillis, long mostMillis) {
        var settings = LifeguardSettings.lan(members);

        assertThat(Duration.ofNanos(settings.suspicionMinNanos(members)).toMillis())
                .isEqualTo(leastMillis);
        assertThat(Duration.ofNanos(settings.suspicionMaxNanos(members)).toMillis())
                .isEqualTo(mostMillis);
    }

    @ParameterizedTest
    @CsvSource({"1, 4, 30", "6, 4, 30", "32, 8, 30", "33, 8, 60", "64, 8, 60", "65, 8, 90", "1000, 16, 180"})
    void rumoursAndExchangesScaleWithTheCluster(int members, int retransmits, long pushPullSeconds) {
        var settings = LifeguardSettings.lan(members);

        assertThat(settings.retransmits(members)).isEqualTo(retransmits);
        assertThat(settings.pushPullNanos(members)).isEqualTo(pushPullSeconds * SECOND);
    }

    @Test
    void twoConfirmationsAreWantedWhereThereAreEnoughToGiveThem() {
        var settings = LifeguardSettings.lan(10);

        assertThat(settings.confirmations(3)).isZero();
        assertThat(settings.confirmations(4)).isEqualTo(2);
        assertThat(settings.withSuspicion(5, 6).confirmations(4)).isZero();
    }

    @Test
    void eachConfirmationShortensTheTimeByTheLogarithm() {
        var suspicion = new Suspicion(1, 2, 8 * SECOND, 48 * SECOND, 100 * SECOND);
        assertThat(suspicion.deadline()).isEqualTo(148 * SECOND);

        assertThat(suspicion.confirm(2)).isTrue();
        // 48 - 40 x ln 2 / ln 3 = 22.763 s
        assertThat(suspicion.deadline() / 1e9).isCloseTo(122.763, within(0.001));

        assertThat(suspicion.confirm(3)).isTrue();
        assertThat(suspicion.deadline()).isEqualTo(108 * SECOND);
    }

    @Test
    void onlyNewAccusersCountAndOnlyAsManyAsAreWanted() {
        var suspicion = new Suspicion(1, 2, 8 * SECOND, 48 * SECOND, 0);

        assertThat(suspicion.confirm(1)).as("the first accuser again").isFalse();
        assertThat(suspicion.confirm(2)).isTrue();
        assertThat(suspicion.confirm(2)).as("a confirmation again").isFalse();
        assertThat(suspicion.confirm(3)).isTrue();
        assertThat(suspicion.confirm(4)).as("more than wanted").isFalse();
    }

    @Test
    void withNobodyToConfirmTheShortestTimeHolds() {
        assertThat(new Suspicion(1, 0, 4 * SECOND, 24 * SECOND, 0).deadline()).isEqualTo(4 * SECOND);
    }
}
