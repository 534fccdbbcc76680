package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** simulate-failure.sh with the faults that it makes of containers in a way of its own. */
abstract class FailureScriptTests {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final ComposeProject project;

    FailureScriptTests(ComposeProject project) {
        this.project = project;
    }

    @Test
    void whoLosesItsPacketsIsFoundAndNotRemoved() {
        assertPasses("loss");
    }

    @Test
    void aLeadersClockThatJumpsByAnHourChangesNothing() {
        assertPasses("coordinator-2", "clock");
    }

    private void assertPasses(String... arguments) {
        var outcome = project.script(BOUND, "simulate-failure.sh", arguments);
        // Its own sleeps were so late that nothing can be told.
        assumeTrue(outcome.exitCode() != 2, outcome.output());
        assertThat(outcome.output()).contains(": passed").doesNotContain("FAILED");
        assertThat(outcome.exitCode()).isZero();
    }
}
