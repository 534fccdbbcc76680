package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReplayGuardTest {

    private static final long ROWS = ReplayGuard.SENDERS_MAX / 8;

    private final ReplayGuard guard = new ReplayGuard();

    @Test
    void eachSenderHasAWindowOfItsOwn() {
        assertThat(guard.accept(1, 5)).isTrue();
        assertThat(guard.accept(2, 5)).isTrue();
        assertThat(guard.accept(1 + ROWS, 5)).isTrue();
        assertThat(guard.accept(1, 5)).isFalse();
        assertThat(guard.accept(2, 5)).isFalse();
        assertThat(guard.accept(1 + ROWS, 5)).isFalse();
    }

    @Test
    void asManySendersAsItHoldsAreAllRemembered() {
        for (long sender = 1; sender <= ReplayGuard.SENDERS_MAX; sender++) {
            assertThat(guard.accept(sender, 5)).isTrue();
        }
        for (long sender = 1; sender <= ReplayGuard.SENDERS_MAX; sender++) {
            assertThat(guard.accept(sender, 5)).as("sender %d", sender).isFalse();
        }
        assertThat(guard.forgottenTotal()).isZero();
    }

    @Test
    void theSenderSilentForTheLongestMakesRoomAndIsCounted() {
        for (long i = 0; i < 8; i++) {
            guard.accept(1 + i * ROWS, 5);
        }
        guard.accept(1, 6);

        guard.accept(1 + 8 * ROWS, 5);

        assertThat(guard.forgottenTotal()).isEqualTo(1);
        assertThat(guard.accept(1, 6)).as("spoke lately").isFalse();
        assertThat(guard.accept(1 + ROWS, 5)).as("forgotten").isTrue();
    }
}
