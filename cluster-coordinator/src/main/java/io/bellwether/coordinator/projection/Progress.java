package io.bellwether.coordinator.projection;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How one copy gets on. Written by its thread, read by all. */
public final class Progress {

    /** What it does. */
    public enum Phase {
        /** It does not write: another coordinator leads, or nobody does. */
        WAITING,
        /** It writes. */
        WRITING,
        /** It should write and cannot; it is tried again. */
        FAILING
    }

    /**
     * What it does, since when, and why.
     *
     * @param since By the wall clock, for people.
     * @param detail Where it went on, or what went wrong.
     */
    public record State(Phase phase, Instant since, String detail) {}

    private final Target target;
    private final LongAdder written = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final DoubleSupplier lag;
    private volatile State state = new State(Phase.WAITING, Instant.now(), "");
    private volatile @Nullable Instant lastWritten;

    /**
     * Nothing was written yet.
     *
     * @param lag How many records are still to be written, NaN if nobody knows.
     */
    Progress(Target target, DoubleSupplier lag) {
        this.target = target;
        this.lag = lag;
    }

    public Target target() {
        return target;
    }

    /** Records that the back end has acknowledged. */
    public long written() {
        return written.sum();
    }

    /** Records that were never written and never will be. */
    public long dropped() {
        return dropped.sum();
    }

    /** Tries that failed. */
    public long failures() {
        return failures.sum();
    }

    /** Records that are still to be written; NaN while nobody knows how far they were. */
    public double lag() {
        return lag.getAsDouble();
    }

    public State state() {
        return state;
    }

    /** When the back end last acknowledged something, null if it never has. */
    public @Nullable Instant lastWritten() {
        return lastWritten;
    }

    void wrote(long records) {
        written.add(records);
        lastWritten = Instant.now();
    }

    void dropped(long records) {
        dropped.add(records);
    }

    void failed() {
        failures.increment();
    }

    void failed(String cause) {
        failed();
        moveTo(Phase.FAILING, cause);
    }

    void moveTo(Phase phase, String detail) {
        Instant since = state.phase() == phase ? state.since() : Instant.now();
        state = new State(phase, since, detail);
    }
}
