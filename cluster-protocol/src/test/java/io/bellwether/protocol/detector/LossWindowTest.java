package io.bellwether.protocol.detector;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which of the last fifteen sequence numbers are missing. */
final class LossWindowTest {

    private final LossWindow window = new LossWindow();

    @Test
    void nothingIsMissingBeforeTheFirstBeat() {
        assertThat(window.ratio()).isZero();
        assertThat(window.lossy()).isFalse();
        assertThat(window.newest()).isZero();
    }

    @Test
    void whatWasSentBeforeTheFirstBeatDoesNotCount() {
        window.startAt(500);
        assertThat(window.ratio()).isZero();
        window.add(502);
        assertThat(window.ratio()).isEqualTo(1.0 / 3);
    }

    @Test
    void sevenMissingAreBorneAndEightAreLossy() {
        window.startAt(1);
        window.add(9);
        assertThat(window.lossy()).as("2 to 8 missing").isFalse();
        window.add(11);
        assertThat(window.lossy()).as("10 missing too").isTrue();
    }

    @Test
    void onlyTheLastFifteenCount() {
        window.startAt(1);
        window.add(10);
        assertThat(window.ratio()).isEqualTo(0.8);
        for (int sequence = 11; sequence <= 16; sequence++) {
            window.add(sequence);
        }
        assertThat(window.lossy()).as("2 to 9 missing of 2 to 16").isTrue();
        window.add(17);
        assertThat(window.lossy()).as("3 to 9 missing of 3 to 17").isFalse();
        assertThat(window.ratio()).isEqualTo(7.0 / 15);
    }

    @Test
    void aLateBeatFillsItsHoleAndADuplicateCountsOnce() {
        window.startAt(1);
        window.add(10);
        assertThat(window.lossy()).isTrue();
        window.add(5);
        window.add(5);
        assertThat(window.lossy()).isFalse();
        assertThat(window.ratio()).isEqualTo(0.7);
        assertThat(window.newest()).isEqualTo(10);
    }

    @Test
    void theOldestOfTheFifteenIsStillFilledAndTheOneBeforeItIsNot() {
        window.startAt(1);
        window.add(21);
        window.add(7);
        assertThat(window.ratio()).isEqualTo(13.0 / 15);
        window.add(6);
        assertThat(window.ratio()).isEqualTo(13.0 / 15);
    }

    @Test
    void aLateBeatFromBeforeTheStartFillsNothing() {
        window.startAt(1);
        window.startAt(100);
        window.add(103);
        window.add(99);
        assertThat(window.ratio()).isEqualTo(0.5);
    }

    @Test
    void aJumpOverEverythingIsOneStep() {
        window.startAt(1);
        window.add(Long.MAX_VALUE);
        assertThat(window.ratio()).isEqualTo(14.0 / 15);
        window.add(Long.MAX_VALUE - 14);
        assertThat(window.ratio()).isEqualTo(13.0 / 15);
        window.add(1);
        assertThat(window.ratio()).isEqualTo(13.0 / 15);
    }

    @Test
    void aJumpOverEverythingForgetsEverything() {
        for (long jump : new long[] {15, 16, 31, 32, 33, 1L << 32, 1L << 40}) {
            var jumped = new LossWindow();
            for (int sequence = 1; sequence <= 20; sequence++) {
                jumped.add(sequence);
            }
            jumped.add(20 + jump);
            assertThat(jumped.ratio()).as("after a jump by %d", jump).isEqualTo(14.0 / 15);
        }
    }

    @Test
    void aNewStartForgetsWhatWasMissing() {
        window.startAt(1);
        window.add(12);
        window.startAt(40);
        assertThat(window.lossy()).isFalse();
        assertThat(window.ratio()).isZero();
    }

    @Test
    void anOutageOfAGoodEdgeIsLeftOut() {
        window.startAt(1);
        window.add(4);
        window.resumeAt(13);
        assertThat(window.ratio()).as("5 to 12 left out").isZero();
        window.add(12);
        window.add(3);
        window.add(15);
        assertThat(window.ratio())
                .as("14 missing; what came before 13 cannot be told any more")
                .isEqualTo(1.0 / 3);
    }

    @Test
    void oneMissingRightAfterAnOutageProvesNothing() {
        window.startAt(1);
        window.resumeAt(13);
        assertThat(window.missingUntilLossy()).as("the second one makes half").isEqualTo(2);
    }

    @Test
    void aSilenceAfterWhichHalfIsMissingTooWasNoOutage() {
        window.startAt(1);
        window.resumeAt(13);
        window.add(15);
        assertThat(window.lossy()).as("14 missing").isFalse();
        window.add(17);
        assertThat(window.lossy()).as("14 and 16 missing, of five since").isFalse();
        assertThat(window.missingUntilLossy()).isEqualTo(1);
        window.add(19);
        assertThat(window.lossy()).as("14, 16 and 18 missing, of seven since").isFalse();
        window.add(21);
        assertThat(window.missingUntilLossy()).isEqualTo(1);
        window.add(23);
        window.add(26);
        assertThat(window.lossy()).as("seven of fourteen since").isTrue();
        assertThat(window.ratio()).isEqualTo(8.0 / 15);
    }

    @Test
    void aSilenceOfAnEdgeThatMissedFourBeforeIsLoss() {
        for (int missing = 3; missing <= 4; missing++) {
            var counted = new LossWindow();
            counted.startAt(1);
            counted.add(2 + missing);
            counted.resumeAt(2 + missing + 9);
            assertThat(counted.lossy()).as("%d missing before", missing).isEqualTo(missing == 4);
        }
    }

    @Test
    void twoOutagesInOneWindowAreLoss() {
        for (int between = 13; between <= 14; between++) {
            var counted = new LossWindow();
            counted.startAt(1);
            counted.resumeAt(20);
            long last = 20;
            for (int i = 0; i < between; i++) {
                counted.add(++last);
            }
            counted.resumeAt(last + 9);
            assertThat(counted.lossy()).as("%d beats between", between).isEqualTo(between == 13);
        }
    }

    @Test
    void howManyMoreMayBeMissing() {
        window.startAt(1);
        assertThat(window.missingUntilLossy()).isEqualTo(8);
        window.add(8);
        assertThat(window.missingUntilLossy()).isEqualTo(2);
        window.add(11);
        assertThat(window.missingUntilLossy()).isZero();
    }

    @Test
    void aSilenceInWhichLessIsMissingIsLoss() {
        window.startAt(1);
        window.resumeAt(9);
        assertThat(window.ratio()).isEqualTo(7.0 / 9);
        window.add(5);
        assertThat(window.ratio()).isEqualTo(6.0 / 9);
    }

    @Test
    void itCountsAsASetOfNumbersWould() {
        forAll(500, (random, size) -> {
            var counted = new LossWindow();
            var arrived = new TreeSet<Long>();
            long first = random.nextLong(1, 1_000);
            counted.startAt(first);
            arrived.add(first);
            for (int i = 0; i < 4 * size; i++) {
                long sequence = Math.max(1, arrived.last() + random.nextLong(-20, 2 + size / 10));
                counted.add(sequence);
                arrived.add(sequence);
                long from = Math.max(first, arrived.last() - 14);
                long span = arrived.last() - from + 1;
                long missing = span - arrived.tailSet(from).size();
                assertThat(counted.ratio()).isEqualTo((double) missing / span);
                assertThat(counted.lossy()).isEqualTo(missing >= 8);
            }
        });
    }
}
