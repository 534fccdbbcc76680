package io.bellwether.coordinator.api;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why the start was refused, and what to do. */
final class UnguardedFailureAnalyzer extends AbstractFailureAnalyzer<UnguardedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnguardedException failure) {
        return new FailureAnalysis(String.valueOf(failure.getMessage()), failure.todo(), failure);
    }
}
