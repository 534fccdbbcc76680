package io.bellwether.simulation.peers;

import io.bellwether.simulation.world.Machine;

/**
 * The time since a process started. A machine's clock may start anywhere and wrap around; this one starts at zero and
 * does not live long enough to wrap, so that its readings compare like any number.
 */
public final class Stopwatch {

    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Machine machine;
    private final long startedAt;

    /** Starts now. */
    public Stopwatch(Machine machine) {
        this.machine = machine;
        startedAt = machine.nanos();
    }

    /** Nanoseconds since the start. */
    public long nanos() {
        return machine.nanos() - startedAt;
    }

    /** What the machine's clock shows when this one shows {@code nanos}; NEVER stays what it is. */
    public long onMachine(long nanos) {
        if (nanos == NEVER) {
            return NEVER;
        }
        var deadline = startedAt + nanos;
        return deadline == NEVER ? deadline - 1 : deadline;
    }
}
