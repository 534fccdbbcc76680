package io.bellwether.devservices.home;

import org.jspecify.annotations.Nullable;

/** A start that cannot go on. Its message is for the person at the terminal: what happened, what it means, what to do. */
public final class StartProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StartProblem(String message) {
        super(message);
    }

    public StartProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
