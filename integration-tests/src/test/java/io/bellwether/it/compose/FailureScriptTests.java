package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The scripts of integration-tests on containers, simulate-failure.sh with the faults that it makes of them in its own way. */
abstract class FailureScriptTests {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final ComposeProject project;

    FailureScriptTests(ComposeProject project) {
        this.project = project;
    }

    @Test
    void aProducerThatCrashesIsFoundRemovedAndComesBack() {
        assertPasses("simulate-failure.sh");
    }

    @Test
    void theClusterIsWellAndFindsAFurtherProducer() {
        assertPasses("test-cluster-health.sh");
    }

    @Test
    void theClusterIsStableUnderATrickleOfWrites() {
        assertPasses("test-cluster-stability.sh", "--seconds", "20");
    }

    @Test
    void whoLosesItsPacketsIsFoundAndNotRemoved() {
        assertPasses("simulate-failure.sh", "loss");
    }

    @Test
    void aLeadersClockThatJumpsByAnHourChangesNothing() {
        assertPasses("simulate-failure.sh", "coordinator-2", "clock");
    }

    private void assertPasses(String script, String... arguments) {
        var outcome = project.script(BOUND, script, arguments);
        // Its own sleeps were so late that nothing can be told.
        assumeTrue(outcome.exitCode() != 2, outcome.output());
        assertThat(outcome.output()).contains(": passed").doesNotContain("FAILED");
        assertThat(outcome.exitCode()).isZero();
    }
}
