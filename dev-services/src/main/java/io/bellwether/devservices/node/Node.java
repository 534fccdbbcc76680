package io.bellwether.devservices.node;

import io.bellwether.devservices.process.ProcessSpec;
import io.bellwether.devservices.process.Signal;
import java.time.Duration;
import java.util.List;

/** One process of the system: how it is prepared, told healthy, and stopped. */
public interface Node {

    /** The name a person uses for it, unique in its {@link Home}. */
    String name();

    /** The ports it listens on, the one it is known by first. */
    List<Integer> ports();

    /** Changes whenever a running process no longer is what {@link #prepare()} would start. */
    String fingerprint();

    /** Where it runs. */
    default Place place() {
        return Place.LOOPBACK;
    }

    /**
     * An argument of its command that no other process on this machine has. It finds a process whose launcher died
     * before it could write it down.
     */
    String marker();

    /** Lays out files and settings and says what to start. Can be called again after an attempt that was cut off. */
    ProcessSpec prepare();

    /** One look, bounded to a few seconds. Never throws for trouble of the node. */
    Health health();

    /** How long it may take from its start until it is healthy. */
    default Duration startLimit() {
        return Duration.ofMinutes(2);
    }

    /** The signal that asks it to end in order. */
    default Signal stopSignal() {
        return Signal.TERM;
    }

    /** How long an orderly end may take before it is killed. A JVM that writes its archive of classes takes longest. */
    default Duration stopLimit() {
        return Duration.ofSeconds(12);
    }
}
