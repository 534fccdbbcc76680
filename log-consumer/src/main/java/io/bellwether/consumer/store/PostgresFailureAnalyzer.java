package io.bellwether.consumer.store;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why the service did not start without its database; otherwise it would be a page of stack. */
final class PostgresFailureAnalyzer extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, FlywayException failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new FailureAnalysis(
                "Postgres could not be reached, or its tables not be brought up to date: " + cause.getMessage(),
                "Check that Postgres runs, that spring.datasource.url and .username are right, and that the password"
                        + " is in the file spring.datasource.password of the folder named by SPRING_CONFIG_IMPORT.",
                failure);
    }
}
