package io.bellwether.spring.diagnosis;

import io.bellwether.spring.settings.ClusterSettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Settings of the cluster that cannot be, all of them in one message. */
final class ClusterSettingsFailureAnalyzer extends AbstractFailureAnalyzer<ClusterSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ClusterSettingsException cause) {
        String description = """
                The settings of the cluster are wrong:

                - %s

                The application does not start: with these settings its agent could not be a member, or would disturb the others.""".formatted(String.join("\n- ", cause.problems()));
        String action =
                "Change the settings named above; each says what works. docs/configuration.md explains them all. cluster.enabled=false starts the application without a cluster.";
        return new FailureAnalysis(description, action, cause);
    }
}
