package io.bellwether.spring.diagnosis;

import io.bellwether.agent.transport.CannotListenException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The agent cannot, or may not, listen where it is told to. */
final class CannotListenFailureAnalyzer extends AbstractFailureAnalyzer<CannotListenException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CannotListenException cause) {
        return new FailureAnalysis("%s.%n%n%s.".formatted(cause.what(), cause.meaning()), cause.todo() + ".", cause);
    }
}
