package io.bellwether.coordinator.start;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells what is wrong with the settings instead of where in the code it was noticed. */
final class CoordinatorSettingsFailureAnalyzer extends AbstractFailureAnalyzer<CoordinatorSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, CoordinatorSettingsException cause) {
        return new FailureAnalysis(
                cause.getMessage(), "Change these settings; the coordinator starts with none of them guessed.", cause);
    }
}
