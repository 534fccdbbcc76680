package io.bellwether.simulation.scenarios.links;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.run.OurRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A network that falls into three pieces with a coordinator each: nobody leads, and nobody is to blame for it, then or
 * after. It comes back bit by bit, as switches do: the coordinators reach each other before all the others do.
 */
final class StandstillTest {

    private static final int SEEDS = 20;
    private static final int COORDINATORS = 3;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration CLOCKS_APART = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    static Stream<TimingProfile> profiles() {
        return Stream.of(TimingProfile.FAST, TimingProfile.DEFAULT);
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void afterNobodyCouldLeadNobodyIsAccused(TimingProfile profile) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var run = new OurRun(ClusterSpec.of(8, COORDINATORS).with(profile), seed, null);
            run.runFor(Duration.ofSeconds(15));
            cut(run, true);
            run.runFor(Duration.ofSeconds(30).plusMillis(37 * seed));

            long before = run.world().wallMillisOf(0) - CLOCKS_APART.toMillis();
            cut(run, false);
            coordinatorsReachEachOther(run);
            long leads = untilSomebodyLeads(run);
            assertThat(leads)
                    .as("seed %d: nanoseconds until somebody leads", seed)
                    .isLessThan(PATIENCE.toNanos());
            run.runFor(profile.heartbeat().multipliedBy(2));
            run.network().heal();
            run.runFor(Duration.ofSeconds(30));

            assertThat(run.broken()).as("seed %d", seed).isEmpty();
            assertThat(run.cluster().isWhole()).as("seed %d: whole", seed).isTrue();
            assertThat(accused(run, before)).as("seed %d: accused", seed).isEmpty();
        }
    }

    /**
     * By whom leads after the cut. What a leader wants in the moment in which it is cut off is in its log, and is carried out
     * if that is the log that goes on; with the silence floor and the elections of the profile fast that can be an accusation.
     */
    private static List<Ledger.Line> accused(OurRun run, long sinceWallMillis) {
        return run.lines(any -> true)
                .filter(line -> line.movedTo(MemberStatus.UNREACHABLE) || line.movedTo(MemberStatus.REMOVED))
                .filter(line -> line.event().wallMillis() >= sinceWallMillis)
                .toList();
    }

    private static void cut(OurRun run, boolean cut) {
        var pieces = List.of(List.of(0, 3, 4), List.of(1, 5), List.of(2, 6, 7));
        if (cut) {
            run.network().split(pieces);
        } else {
            run.network().join(pieces);
        }
    }

    /** And whoever was with one of them reaches no other yet. */
    private static void coordinatorsReachEachOther(OurRun run) {
        run.network().split(List.of(List.of(0, 1, 2), List.of(0, 3, 4), List.of(1, 5), List.of(2, 6, 7)));
    }

    private static long untilSomebodyLeads(OurRun run) {
        long from = run.world().now();
        while (run.cluster().leader() < 0 && run.world().now() - from < PATIENCE.toNanos()) {
            run.runFor(LOOK);
        }
        return run.world().now() - from;
    }
}
