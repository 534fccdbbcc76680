package io.bellwether.simulation.scenarios.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.run.OurRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All coordinators are cut off from each other: nobody leads, and nobody is to blame for it, then or after. */
final class StandstillTest {

    private static final int SEEDS = 20;

    static Stream<TimingProfile> profiles() {
        return Stream.of(TimingProfile.FAST, TimingProfile.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void afterNobodyCouldLeadNobodyIsAccused(TimingProfile profile) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var run = new OurRun(ClusterSpec.of(8, 3).with(profile), seed, null);
            run.runFor(Duration.ofSeconds(15));
            long cutAt = run.world().now();
            run.network().split(List.of(List.of(0, 3, 4, 5, 6, 7), List.of(1), List.of(2)));
            run.runFor(Duration.ofSeconds(30).plusMillis(37 * seed));
            int leaders = run.ledger().leaderChanges();
            run.network().heal();
            run.runFor(Duration.ofSeconds(30));

            assertThat(run.broken()).as("seed %d", seed).isEmpty();
            assertThat(run.ledger().leaderChanges()).as("seed %d: somebody leads again", seed).isGreaterThan(leaders);
            assertThat(run.accused(cutAt, any -> true)).as("seed %d: accused", seed).isZero();
        }
    }
}
