package io.bellwether.faults.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition, looked at every few milliseconds, never longer than a bound. */
public final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Waits until it holds; {@code what} completes "waited in vain for". */
    public static void until(String what, Duration limit, BooleanSupplier holds) {
        until(what, limit, holds, () -> "");
    }

    /**
     * Waits until it holds.
     *
     * @param state Tells how it stands, for the message of the exception.
     */
    public static void until(String what, Duration limit, BooleanSupplier holds, Supplier<String> state) {
        boolean held = isTrueWithin(limit, holds);
        if (!held) {
            String last = state.get();
            throw new NotInTimeException("waited %.1f s in vain for %s%s"
                    .formatted(limit.toMillis() / 1e3, what, last.isEmpty() ? "" : "; in the end: " + last));
        }
    }

    /** Waits until there is one, and gives it. */
    public static <T> T value(String what, Duration limit, Supplier<Optional<T>> look) {
        var found = new Found<T>();
        until(what, limit, () -> {
            found.value = look.get();
            return found.value.isPresent();
        });
        return found.value.orElseThrow();
    }

    /** Whether it comes to hold within the limit; looked at once more when that has passed. */
    public static boolean isTrueWithin(Duration limit, BooleanSupplier holds) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Whether it holds all the time. */
    public static boolean holdsFor(Duration time, BooleanSupplier holds) {
        return !isTrueWithin(time, () -> !holds.getAsBoolean());
    }

    /** Lets time pass, where time itself is the fault: how long a process is stopped. */
    public static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            throwIfInterrupted();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
        throwIfInterrupted();
    }

    private static void throwIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new NotInTimeException("interrupted while waiting");
        }
    }

    private static final class Found<T> {
        private Optional<T> value = Optional.empty();
    }
}
