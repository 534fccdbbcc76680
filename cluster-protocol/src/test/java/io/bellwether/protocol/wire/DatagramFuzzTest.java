package io.bellwether.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DatagramFuzzTest {

    private static final long DATAGRAMS = 200_000;

    /** {@code -Dseed=} replays another run. */
    private final long seed = Long.getLong("seed", 4L);

    private final DatagramFuzz.Tally tally = new DatagramFuzz(seed).run(DATAGRAMS);

    @Test
    void nothingThatArrivesThrowsOrAllocatesMuchOrIsReadUnauthenticatedOrComesOutDifferently() {
        assertThat(tally.firstProblem()).as("first problem, seed %d", seed).isEmpty();
        assertThat(tally.escapes() + tally.readWithoutTag() + tally.wrongTrips())
                .as("problems, seed %d", seed)
                .isZero();
        assertThat(tally.allocatedMax()).as("bytes, seed %d", seed).isLessThanOrEqualTo(DatagramFuzz.ALLOCATION_MAX);
    }

    @Test
    void theFuzzReachesTheParserAndEveryRefusal() {
        assertThat(tally.roundTrips()).isEqualTo(DATAGRAMS / 8);
        assertThat(tally.received()).isGreaterThan(DATAGRAMS / 20);
        assertThat(tally.refused(Refusal.MALFORMED)).isGreaterThan(DATAGRAMS / 20);
        for (Refusal reason : Refusal.values()) {
            assertThat(tally.refused(reason)).as("refused as %s", reason).isPositive();
        }
    }
}
