package io.bellwether.agent.transport;

import org.jspecify.annotations.Nullable;

/** The agent cannot listen where it was told to. Says what happened, what that means, and what to do. */
public final class CannotListenException extends RuntimeException {

    private final String what;
    private final String meaning;
    private final String todo;

    CannotListenException(String what, String meaning, String todo, @Nullable Throwable cause) {
        super("%s. %s. %s.".formatted(what, meaning, todo), cause);
        this.what = what;
        this.meaning = meaning;
        this.todo = todo;
    }

    /** What happened. */
    public String what() {
        return what;
    }

    /** What it means. */
    public String meaning() {
        return meaning;
    }

    /** What to do. */
    public String todo() {
        return todo;
    }
}
