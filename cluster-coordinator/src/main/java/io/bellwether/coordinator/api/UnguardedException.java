package io.bellwether.coordinator.api;

import org.jspecify.annotations.Nullable;

/** The start is refused, because anybody could change what only an operator may. */
final class UnguardedException extends RuntimeException {

    private final String todo;

    UnguardedException(String message, String todo, @Nullable Throwable cause) {
        super(message, cause);
        this.todo = todo;
    }

    /** What to do about it. */
    String todo() {
        return todo;
    }
}
