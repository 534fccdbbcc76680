package io.bellwether.faults.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.devservices.netns.Requirements;
import io.bellwether.faults.harness.Profile;
import io.bellwether.faults.harness.Wakeups;
import io.bellwether.simulation.report.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault of the network once, on one cluster of the fast profile. {@code ./bellwether faults netns-...} does the same on
 * clusters of their own, as often as is wanted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NetworkFaultsIT {

    private final List<String> notes = new ArrayList<>();
    private Optional<NetworkedCluster> started = Optional.empty();

    /** What a failed test leaves is worth a look. */
    @RegisterExtension
    final AfterTestExecutionCallback keeper = test -> test.getExecutionException()
            .ifPresent(e -> started.ifPresent(broken -> broken.cluster().keep(test.getDisplayName())));

    @BeforeAll
    void start() {
        var missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        started = Optional.of(NetworkedCluster.start(Profile.FAST, notes::add));
    }

    @AfterAll
    void end() {
        started.ifPresent(broken -> {
            broken.cluster().finished();
            broken.close();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"netns-partition", "netns-one-way", "netns-loss", "netns-deaf", "netns-flip"})
    void theClusterShowsWhatIsPromised(String scenario) {
        var broken = started.orElseThrow();
        broken.settle();
        try (var wakeups = Wakeups.open()) {
            var result = new Result(scenario, 0, NetworkScenarios.measured(scenario, broken, notes::add));
            if (!result.pass()) {
                broken.cluster().keep(scenario + " missed a goal");
                assumeFalse(
                        wakeups.isVoid(),
                        () -> "void: a sleeping thread woke %d ms late at p99"
                                .formatted(wakeups.p99().toMillis()));
            }
            assertThat(result.rows())
                    .as("%s; %s", result.rows(), notes)
                    .allMatch(row -> !Boolean.FALSE.equals(row.pass()));
        }
    }
}
