package io.bellwether.coordinator.raft;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Safeguard five: a log that cannot start, closes itself or loses its disk ends the process with one clear line. The
 * library leaves the JVM alive in all of these, as a coordinator that answers and takes part in nothing.
 */
public final class Halt {

    private final BiConsumer<String, @Nullable Throwable> handler;
    private final AtomicBoolean called = new AtomicBoolean();

    /** Calls this handler, once; it is expected to tell the line and to end the process. */
    public Halt(BiConsumer<String, @Nullable Throwable> handler) {
        this.handler = handler;
    }

    /** Says why, and ends it; only the first call counts. */
    public void because(String line, @Nullable Throwable cause) {
        if (called.compareAndSet(false, true)) {
            handler.accept(line, cause);
        }
    }

    /** What began it, for the line. */
    public static Throwable rootOf(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? e : rootOf(cause);
    }

    /** Whether it was called. */
    public boolean isCalled() {
        return called.get();
    }
}
