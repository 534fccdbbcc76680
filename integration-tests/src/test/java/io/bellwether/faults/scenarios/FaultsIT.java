package io.bellwether.faults.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.ClusterSpec;
import io.bellwether.faults.harness.Profile;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Table;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What is promised when processes are really killed and stopped, once each in the fast profile, one after the other on one
 * cluster: a scenario leaves it whole, and the next one begins by making sure of that. {@code ./bellwether faults} repeats
 * them, and runs them in the default profile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FaultsIT {

    private static final long SEED = 1;

    private Cluster cluster;

    /** What a failed test leaves is worth a look. */
    @RegisterExtension
    final AfterTestExecutionCallback keeper =
            test -> test.getExecutionException().ifPresent(e -> cluster.keep(test.getDisplayName()));

    @BeforeAll
    void start() {
        cluster = Cluster.start(CrashScenario.nodes(ClusterSpec.of("faults-it", Profile.FAST)), FaultsIT::tell);
    }

    @AfterAll
    void end() {
        cluster.finished();
        cluster.close();
    }

    @Test
    @Order(1)
    void theCrashedAreSuspectedUnreachableRemovedAndComeBackAsNew() {
        judge(CrashScenario.on(cluster, plan()));
    }

    @Test
    @Order(2)
    void theStoppedAreJudgedByHowLongTheyStoodStill() {
        judge(PauseScenario.on(cluster, plan()));
    }

    @Test
    @Order(3)
    void aLostLeaderIsReplacedAndALonelyOneGivesUp() {
        judge(LeaderScenario.on(cluster, plan()));
    }

    private static Plan plan() {
        return new Plan(1, SEED, FaultsIT::tell);
    }

    /** What was measured is told in any case: a bound that is almost missed is worth seeing. */
    private static void judge(Result result) {
        String table = Table.of(result);
        tell(table);
        List<Row> counts = result.rows().stream()
                .filter(row -> row.metric().endsWith(Trials.COUNTED))
                .toList();
        assertThat(counts).as("rows that say how many runs count").isNotEmpty();
        assertThat(result.rows())
                .as(table)
                .filteredOn(row -> !row.metric().endsWith(Trials.COUNTED))
                .allMatch(row -> !Boolean.FALSE.equals(row.pass()));
        assumeThat(counts)
                .as("this machine was too busy to judge a run: %s", table)
                .allMatch(row -> row.value() >= 1);
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
