package io.bellwether.protocol.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Pinned, because a node with another hash would compute another graph in the same cluster. */
final class RingHashTest {

    @Test
    void theHashOfANameIsTheSameInEveryVersion() {
        assertThat(RingHash.ofName("")).isEqualTo(0xCBF29CE484222325L);
        assertThat(RingHash.ofName("a")).isEqualTo(0xAF63DC4C8601EC8CL);
        assertThat(RingHash.ofName("foobar")).isEqualTo(0x85944171F73967E8L);
    }

    @Test
    void aNameStandsElsewhereOnEveryRing() {
        long name = RingHash.ofName("coordinator-1");

        assertThat(RingHash.onRing(0, 0)).isEqualTo(0xE220A8397B1DCDAFL);
        for (int ring = 1; ring < 6; ring++) {
            assertThat(RingHash.onRing(ring, name)).isNotEqualTo(RingHash.onRing(ring - 1, name));
        }
    }
}
