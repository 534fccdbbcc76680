package io.bellwether.cli.bundle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Comes by the parts of a bundle, some at a time, none of them for long. */
public final class Gathering {

    /** Of a part more is not taken; of a text that long the beginning is. */
    public static final int CHARS_MAX = 2 << 20;

    private static final int AT_ONCE = 4;

    private final Redactor redactor;
    private final Duration partLimit;
    private final Duration limit;

    /**
     * A gathering.
     *
     * @param partLimit How long one part may take.
     * @param limit How long all may; what is not there by then is left out.
     */
    public Gathering(Redactor redactor, Duration partLimit, Duration limit) {
        this.redactor = redactor;
        this.partLimit = partLimit;
        this.limit = limit;
    }

    /** Gathers them, in their order; those that cannot be had are told with why. */
    public List<Piece> gather(List<Part> parts) {
        var hands = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().daemon().name("gathering").factory());
        var alarms = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("gathering-alarm").factory());
        try {
            var work = parts.stream()
                    .<java.util.concurrent.Callable<Piece>>map(part -> () -> gather(part, alarms))
                    .toList();
            var done = hands.invokeAll(work, limit.toMillis(), TimeUnit.MILLISECONDS);
            var gathered = new ArrayList<Piece>();
            for (int i = 0; i < parts.size(); i++) {
                gathered.add(result(parts.get(i), done.get(i)));
            }
            return gathered;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            hands.shutdownNow();
            alarms.shutdownNow();
        }
    }

    private Piece result(Part part, Future<Piece> done) throws InterruptedException {
        try {
            return done.get();
        } catch (CancellationException e) {
            return new Piece(part.name(), "", "was not there after %d s in all".formatted(limit.toSeconds()));
        } catch (ExecutionException e) {
            return failed(part, e.getCause() == null ? e : e.getCause());
        }
    }

    private Piece gather(Part part, ScheduledExecutorService alarms) throws Exception {
        var bell = new Bell(Thread.currentThread());
        var alarm = alarms.schedule(bell::ring, partLimit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return within(part.name(), redactor.clean(part.content().call()));
        } catch (InterruptedException e) {
            // Its time is over, and only its: the thread goes on with the next part.
            return new Piece(part.name(), "", "has not come within %d s".formatted(partLimit.toSeconds()));
        } finally {
            bell.putAway();
            alarm.cancel(false);
        }
    }

    private static Piece within(String name, String clean) {
        return clean.length() <= CHARS_MAX
                ? new Piece(name, clean, "")
                : new Piece(
                        name,
                        clean.substring(0, CHARS_MAX),
                        "only its first %d characters, of %d".formatted(CHARS_MAX, clean.length()));
    }

    /** Interrupts a thread for as long as it works on one part. */
    private static final class Bell {

        private final Thread thread;
        private boolean away;

        Bell(Thread thread) {
            this.thread = thread;
        }

        synchronized void ring() {
            if (!away) {
                thread.interrupt();
            }
        }

        synchronized void putAway() {
            away = true;
            // One that rang when all was done.
            var unused = Thread.interrupted();
        }
    }

    private Piece failed(Part part, Throwable failure) {
        var why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new Piece(part.name(), "", redactor.clean(why));
    }
}
