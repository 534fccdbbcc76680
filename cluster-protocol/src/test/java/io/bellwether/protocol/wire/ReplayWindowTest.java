package io.bellwether.protocol.wire;

import static io.bellwether.protocol.Seeds.forAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ReplayWindowTest {

    @Test
    void aNonceIsTakenOnceInWhateverOrder() {
        var window = new ReplayWindow();
        assertThat(window.accept(10)).isTrue();
        assertThat(window.accept(8)).isTrue();
        assertThat(window.accept(9)).isTrue();
        assertThat(window.accept(8)).isFalse();
        assertThat(window.accept(10)).isFalse();
        assertThat(window.accept(0)).isTrue();
        assertThat(window.accept(0)).isFalse();
    }

    @Test
    void theOldestThatCanBeToldIsOneWidthBack() {
        var window = new ReplayWindow();
        assertThat(window.accept(5_000)).isTrue();
        assertThat(window.accept(5_000 - ReplayWindow.WIDTH + 1)).isTrue();
        assertThat(window.accept(5_000 - ReplayWindow.WIDTH)).isFalse();
    }

    @Test
    void itAgreesWithAListOfAllThatWasSeen() {
        forAll(300, (random, size) -> {
            var window = new ReplayWindow();
            var seen = new TreeSet<Long>();
            long centre = random.nextLong(Datagram.NONCE_LIMIT);
            for (int i = 0; i < 40 * size; i++) {
                centre += random.nextInt(50) == 0 ? random.nextInt(3_000) : random.nextInt(3);
                long nonce = Math.max(0, centre - random.nextInt(random.nextBoolean() ? 8 : 1_200));
                boolean isNew = (seen.isEmpty() || seen.last() - nonce < ReplayWindow.WIDTH) && seen.add(nonce);

                assertThat(window.accept(nonce)).as("nonce %d", nonce).isEqualTo(isNew);
            }
        });
    }
}
