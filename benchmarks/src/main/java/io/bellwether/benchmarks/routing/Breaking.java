package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.routing.Fault.Timeline;
import io.bellwether.benchmarks.routing.SystemUnderTest.Parts;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Breaks something and mends it again while a run goes on, at the seconds of its timeline. */
final class Breaking implements AutoCloseable {

    private final Parts parts;
    private final long beginNanos;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Future<Long> begun;
    private final Future<Long> ended;

    /**
     * Schedules it.
     *
     * @param beginNanos When the run begins, by {@link System#nanoTime()}.
     */
    Breaking(Fault fault, Timeline timeline, Parts parts, long beginNanos) {
        this.parts = parts;
        this.beginNanos = beginNanos;
        this.begun = at(timeline.beginsAt(), () -> begin(fault));
        this.ended = at(timeline.endsAt(), () -> end(fault));
    }

    /** When it was really done, in nanoseconds from the beginning of the run. */
    record Times(long begunNanos, long endedNanos) {}

    private Future<Long> at(int second, Runnable what) {
        long due = beginNanos + TimeUnit.SECONDS.toNanos(second);
        return clock.schedule(
                () -> {
                    long now = System.nanoTime();
                    what.run();
                    return now - beginNanos;
                },
                due - System.nanoTime(),
                TimeUnit.NANOSECONDS);
    }

    private void begin(Fault fault) {
        switch (fault) {
            case KILL -> parts.broken().kill();
            case STOP -> parts.broken().stop();
            case SLOW -> parts.proxy().delay(Fault.DELAY);
        }
    }

    private void end(Fault fault) {
        switch (fault) {
            case KILL -> parts.broken().startAgain();
            case STOP -> parts.broken().goOn();
            case SLOW -> parts.proxy().delay(Duration.ZERO);
        }
    }

    /** Waits until both were done; fails where one of them could not be. */
    Times times() {
        try {
            return new Times(begun.get(), ended.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before it was mended", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("it could not be broken, or not be mended", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
