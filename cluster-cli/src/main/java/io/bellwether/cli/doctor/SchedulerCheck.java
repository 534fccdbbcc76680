package io.bellwether.cli.doctor;

import io.bellwether.cli.sight.Latencies;
import java.time.Duration;

/** Whether sleeping threads are woken in time for beats. */
final class SchedulerCheck {

    /** Above this a single false suspicion says nothing about the network. */
    static final Duration RESTLESS = Duration.ofMillis(100);

    /** So many of them fit into a silence. */
    private static final int IN_A_SILENCE = 6;

    private static final String NAME = "scheduler";

    private SchedulerCheck() {}

    /** Judges it against the silence after which a member may be suspected. */
    static Finding judge(Latencies late, Duration silenceFloor) {
        var found = "threads wake %s late at p99, %s at worst".formatted(Told.time(late.p99()), Told.time(late.max()));
        boolean dangerous = late.p99().multipliedBy(IN_A_SILENCE).compareTo(silenceFloor) > 0
                || late.max().multipliedBy(2).compareTo(silenceFloor) > 0;
        if (dangerous) {
            boolean silent = late.max().compareTo(silenceFloor) >= 0;
            return new Finding(
                    Topic.PAUSES,
                    NAME,
                    "this machine",
                    silent ? Level.BAD : Level.WARN,
                    found,
                    "After %s without a beat a member may be suspected, and beats are sent by threads that wake as late as these."
                            .formatted(Told.time(silenceFloor)),
                    "Take load away (top), give it more cores, or use a slower profile: cluster.profile=steady.");
        }
        if (late.p99().compareTo(RESTLESS) > 0) {
            return new Finding(
                    Topic.PAUSES,
                    NAME,
                    "this machine",
                    Level.NOTE,
                    found,
                    "The machine is too busy to trust times measured on it; beats still come in time.",
                    "");
        }
        return Finding.ok(Topic.PAUSES, NAME, "this machine", found);
    }
}
