package io.bellwether.simulation.world;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * One simulated world: machines, the network between them and virtual time, all from one seed. Used by one thread; two
 * runs of one seed go the same way and have the same {@link #hash}.
 */
public final class World {

    private final long seed;
    private final Network network;
    private final Programs programs;
    private final Traffic traffic;
    private final Timeline timeline = new Timeline();
    private final SplittableRandom chance;
    private final Host[] hosts;
    private final Postman postman;
    private int namesUsed;
    private boolean halted;

    /** A world whose machines are all down; {@link #boot} starts them. */
    public World(long seed, Network network, Programs programs) {
        this(seed, network, programs, new Traffic(network.machines()));
    }

    /** A world that counts by a classifier of its own. */
    public World(long seed, Network network, Programs programs, Traffic traffic) {
        this.seed = seed;
        this.network = network;
        this.programs = programs;
        this.traffic = traffic;
        this.hosts = new Host[network.machines()];
        this.namesUsed = hosts.length;
        var root = new SplittableRandom(seed);
        this.chance = root.split();
        this.postman = new Postman(timeline, network, traffic, root.split(), hosts);
        for (int machine = 0; machine < hosts.length; machine++) {
            hosts[machine] = new Host(machine, root.split(), timeline, postman);
        }
    }

    /** Explains from now on what happens. */
    public void trace(Trace trace) {
        timeline.trace = trace;
    }

    /** Explains from now on every message as well. */
    public void traceMessages() {
        timeline.tracingMessages = true;
    }

    /** After how long a message of a connection fails; 3 s at the start. */
    public void streamTimeout(Duration timeout) {
        postman.connections().timeout(timeout);
    }

    /** The seed of everything. */
    public long seed() {
        return seed;
    }

    /** The network; its rules may be changed at any time. */
    public Network network() {
        return network;
    }

    /** What was sent and received. */
    public Traffic traffic() {
        return traffic;
    }

    /** The count of machines, up or not. */
    public int machines() {
        return hosts.length;
    }

    /** Virtual time since the start of the run. */
    public long now() {
        return timeline.now;
    }

    /** The hash over every call of a program and every digest so far. */
    public long hash() {
        return timeline.hash.value();
    }

    /** Runs until everything due up to then, that moment included, has happened, or somebody calls {@link #halt}. */
    public void runUntil(long nanos) {
        halted = false;
        var queue = timeline.queue;
        while (!queue.isEmpty() && queue.nextTime() <= nanos) {
            timeline.now = queue.nextTime();
            happen(queue.remove());
            if (halted) {
                return;
            }
        }
        timeline.now = Math.max(timeline.now, nanos);
    }

    /** Runs for this long. */
    public void runFor(Duration duration) {
        runUntil(now() + duration.toNanos());
    }

    /** Ends {@link #runUntil} after what happens now. */
    public void halt() {
        halted = true;
    }

    /** Does something at this virtual time; next, if that has passed. */
    public void at(long nanos, Runnable action) {
        var event = timeline.queue.take();
        event.kind = Event.Kind.ACTION;
        event.payload = action;
        timeline.add(Math.max(nanos, now()), event);
    }

    /** Does something again and again, the first time one interval from now. */
    public void every(Duration interval, Runnable action) {
        if (interval.toNanos() <= 0) {
            throw new IllegalArgumentException("interval must be > 0, got " + interval);
        }
        at(now() + interval.toNanos(), () -> {
            action.run();
            every(interval, action);
        });
    }

    /** What a machine is doing. */
    public Condition condition(int machine) {
        return hosts[machine].condition();
    }

    /** The program that a machine runs, or ran last; it must have been started once. */
    public Program program(int machine) {
        return Objects.requireNonNull(
                hosts[machine].program(), () -> "machine %d was never started".formatted(machine));
    }

    /** What the process of a machine calls itself, or called itself last. */
    public int name(int machine) {
        return hosts[machine].name();
    }

    /** How often a process was started on a machine. */
    public int starts(int machine) {
        return hosts[machine].starts();
    }

    /** The monotonic time that the process of a machine reads now. */
    public long nanosOf(int machine) {
        return hosts[machine].nanos();
    }

    /** What the wall clock of a machine shows now. */
    public long wallMillisOf(int machine) {
        return hosts[machine].wallMillis();
    }

    /** Starts all machines. */
    public void bootAll() {
        for (int machine = 0; machine < hosts.length; machine++) {
            boot(machine);
        }
    }

    /** Starts a process, under the name the last one had; a crash comes first where one still runs. */
    public void boot(int machine) {
        start(machine, hosts[machine].name());
    }

    /** Starts a process under a name that nobody had before. */
    public void bootRenamed(int machine) {
        start(machine, namesUsed++);
    }

    private void start(int machine, int name) {
        crash(machine);
        timeline.note(machine, "boot", "as " + name);
        hosts[machine].boot(programs.create(machine, hosts[machine].starts(), name), name);
    }

    /** Ends the process with all its state; nobody is told. */
    public void crash(int machine) {
        if (condition(machine) != Condition.DOWN) {
            timeline.note(machine, "crash", "");
            hosts[machine].crash();
        }
    }

    /** Ends the process in an orderly way; one that stands still is ended without being asked. */
    public void stop(int machine) {
        if (condition(machine) != Condition.DOWN) {
            timeline.note(machine, "stop", "");
            hosts[machine].stop();
        }
    }

    /** The loop stands still; what arrives waits in the socket buffer, and what does not fit is dropped. */
    public void block(int machine) {
        timeline.note(machine, "block", "");
        hosts[machine].block();
    }

    /** The machine stands still; packets to it are dropped. */
    public void freeze(int machine) {
        timeline.note(machine, "freeze", "");
        hosts[machine].freeze();
    }

    /** Goes on after {@link #block} or {@link #freeze}. */
    public void resume(int machine) {
        timeline.note(machine, "resume", "");
        hosts[machine].resume(chance);
    }

    /** Every call of the program takes this long from now on; zero is the start. */
    public void slow(int machine, Duration perCall) {
        timeline.note(machine, "slow", perCall.toString());
        hosts[machine].slow(perCall);
    }

    /** Whether calls of the program of a machine take time. */
    public boolean isSlow(int machine) {
        return hosts[machine].isSlow();
    }

    /** Moves the wall clock; monotonic time does not notice. */
    public void jumpWallClock(int machine, Duration by) {
        timeline.note(machine, "clock", by.toString());
        hosts[machine].jumpWallClock(by);
    }

    private void happen(Event event) {
        switch (event.kind) {
            case DATAGRAM -> postman.arrive(event);
            case CONNECTION -> postman.connections().attempt(event);
            case FAILED -> postman.connections().returned(event);
            case WAKE -> hosts[event.machine].wakeIsDue(event);
            case SERVE -> hosts[event.machine].serve(event);
            case ACTION -> {
                var action = (Runnable) Objects.requireNonNull(event.payload);
                timeline.queue.giveBack(event);
                action.run();
            }
            case STREAM -> throw new IllegalStateException("a message of a connection is not queued by itself");
        }
    }
}
