package io.bellwether.protocol.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ModeWatchTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long FRESH = 4 * SECOND;

    private final ModeWatch watch = new ModeWatch(FRESH, 0);

    @Test
    void itStartsUnknown() {
        assertThat(watch.mode()).isEqualTo(Mode.UNKNOWN);
        assertThat(watch.cause()).isEqualTo(ModeCause.STARTED);
    }

    @Test
    void theFirstFreshLeaseMakesItWritable() {
        assertThat(watch.step(FRESH + 1, SECOND)).isFalse();
        assertThat(watch.step(FRESH, SECOND)).isTrue();

        assertThat(watch.mode()).isEqualTo(Mode.READ_WRITE);
        assertThat(watch.cause()).isEqualTo(ModeCause.LEASE_FRESH);
        assertThat(watch.sinceNanos()).isEqualTo(SECOND);
    }

    @Test
    void whoHearsOfNoLeaderForOneLimitIsReadOnly() {
        assertThat(watch.step(QuorumFreshness.NEVER_NANOS, FRESH)).isFalse();
        assertThat(watch.step(QuorumFreshness.NEVER_NANOS, FRESH + 1)).isTrue();

        assertThat(watch.mode()).isEqualTo(Mode.READ_ONLY);
        assertThat(watch.cause()).isEqualTo(ModeCause.NEVER_HEARD);
    }

    @Test
    void aLeaseOlderThanTheLimitMakesItReadOnly() {
        watch.step(0, 0);

        assertThat(watch.step(FRESH, FRESH)).isFalse();
        assertThat(watch.step(FRESH + 1, FRESH + 1)).isTrue();
        assertThat(watch.mode()).isEqualTo(Mode.READ_ONLY);
        assertThat(watch.cause()).isEqualTo(ModeCause.LEASE_OLD);
    }

    @Test
    void aWritableNodeLooksAgainJustWhenItsLeaseGetsTooOld() {
        watch.step(SECOND, 2 * SECOND);
        long due = watch.deadlineNanos(SECOND, 2 * SECOND, 100 * SECOND);

        assertThat(due).isEqualTo(5 * SECOND + 1);
        assertThat(watch.deadlineNanos(SECOND, 2 * SECOND, 3 * SECOND)).isEqualTo(3 * SECOND);
        assertThat(watch.step(FRESH, due - 1)).isFalse();
        assertThat(watch.step(FRESH + 1, due)).isTrue();
        assertThat(watch.deadlineNanos(FRESH + 1, due, 100 * SECOND)).isEqualTo(100 * SECOND);
    }

    @Test
    void itComesBackAtHalfTheLimitOnly() {
        readOnlyAt(10 * SECOND);

        assertThat(watch.step(FRESH / 2 + 1, 11 * SECOND)).isFalse();
        assertThat(watch.step(FRESH / 2, 11 * SECOND)).isTrue();
        assertThat(watch.mode()).isEqualTo(Mode.READ_WRITE);
    }

    @Test
    void anAgeThatStaysUnderTheLimitForOneLimitBringsItBackToo() {
        readOnlyAt(10 * SECOND);

        watch.step(FRESH, 11 * SECOND);
        assertThat(watch.step(FRESH, 11 * SECOND + FRESH - 1)).isFalse();
        assertThat(watch.step(FRESH, 11 * SECOND + FRESH)).isTrue();
    }

    @Test
    void aReadOnlyNodeLooksAgainJustWhenItMayHaveComeBack() {
        readOnlyAt(10 * SECOND);
        assertThat(watch.deadlineNanos(FRESH + 1, 11 * SECOND, 100 * SECOND)).isEqualTo(100 * SECOND);

        watch.step(FRESH, 11 * SECOND);
        long due = watch.deadlineNanos(FRESH, 11 * SECOND, 100 * SECOND);

        assertThat(due).isEqualTo(11 * SECOND + FRESH);
        assertThat(watch.step(FRESH, due - 1)).isFalse();
        assertThat(watch.step(FRESH, due)).isTrue();
    }

    @Test
    void aNodeThatHearsOfNoLeaderLooksAgainJustWhenItHasWaitedLongEnough() {
        assertThat(watch.deadlineNanos(QuorumFreshness.NEVER_NANOS, SECOND, 100 * SECOND))
                .isEqualTo(FRESH + 1);
    }

    @Test
    void aLeaseThatStaysOldBringsItBackNever() {
        readOnlyAt(10 * SECOND);

        assertThat(watch.step(FRESH + 1, 100 * SECOND)).isFalse();
    }

    @Test
    void theGraceAndTheWaitForALeaderBeginWithTheStart() {
        long start = Long.MAX_VALUE - watch.sinceNanos() - SECOND;
        ModeWatch late = new ModeWatch(FRESH, start);

        assertThat(late.refusesWrites(start + 5 * SECOND - 1)).isFalse();
        assertThat(late.refusesWrites(start + 5 * SECOND)).isTrue();
        assertThat(late.step(QuorumFreshness.NEVER_NANOS, start + FRESH)).isFalse();
        assertThat(late.step(QuorumFreshness.NEVER_NANOS, start + FRESH + 1)).isTrue();
    }

    @Test
    void anAgeThatPlaysAroundTheLimitDoesNotMakeItFlicker() {
        readOnlyAt(10 * SECOND);

        for (int i = 0; i < 100; i++) {
            assertThat(watch.step(FRESH + (i % 2 == 0 ? -1 : 1), 11 * SECOND + i * SECOND))
                    .isFalse();
        }
    }

    @Test
    void writesAreRefusedFiveSecondsAfterTheyWereLastPossible() {
        readOnlyAt(10 * SECOND);

        assertThat(watch.refusesWrites(15 * SECOND - 1)).isFalse();
        assertThat(watch.refusesWrites(15 * SECOND)).isTrue();
        watch.step(0, 16 * SECOND);
        assertThat(watch.refusesWrites(16 * SECOND)).isFalse();
    }

    @Test
    void theGraceOfTheStartIsNotGivenAgainWhenUnknownTurnsReadOnly() {
        assertThat(watch.refusesWrites(5 * SECOND - 1)).isFalse();
        watch.step(QuorumFreshness.NEVER_NANOS, FRESH + 1);

        assertThat(watch.refusesWrites(5 * SECOND)).isTrue();
    }

    @Test
    void aLimitOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModeWatch(0, 0))
                .withMessage("freshNanos must be > 0, got 0");
    }

    private void readOnlyAt(long nowNanos) {
        watch.step(0, 0);
        watch.step(FRESH + 1, nowNanos);
        assertThat(watch.mode()).isEqualTo(Mode.READ_ONLY);
    }
}
