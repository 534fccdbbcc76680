package io.bellwether.simulation.peers;

import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.network.Traffic;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.Programs;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** A world of peers whose changes of opinion are written down with the world's time. */
public final class Trial {

    /** One change of opinion. */
    public record Change(long nanos, int observer, int subject, Verdict verdict) {}

    public final World world;
    public final List<Change> changes = new ArrayList<>();

    public Trial(long seed, int machines, IntFunction<Programs> peers) {
        var programs = peers.apply(machines);
        world = new World(
                seed, new Network(machines), (machine, start, name) -> listened(programs, machine, start, name));
        for (int machine = 0; machine < machines; machine++) {
            world.boot(machine);
        }
    }

    private Program listened(Programs programs, int machine, int start, int name) {
        var program = programs.create(machine, start, name);
        ((Observes) program)
                .listen((observer, subject, verdict, nanos) ->
                        changes.add(new Change(world.now(), observer, subject, verdict)));
        return program;
    }

    public void run(double seconds) {
        world.runFor(Duration.ofMillis((long) (seconds * 1000)));
    }

    public Verdict verdict(int observer, int subject) {
        return ((Observes) world.program(observer)).verdictAbout(subject);
    }

    public boolean allAgree(int subject, Verdict verdict) {
        for (int observer = 0; observer < world.machines(); observer++) {
            if (observer != subject
                    && world.condition(observer) == Condition.UP
                    && verdict(observer, subject) != verdict) {
                return false;
            }
        }
        return true;
    }

    /** Runs until all agree; false if they do not in time. */
    public boolean runUntilAllAgree(int subject, Verdict verdict, double secondsMax) {
        var until = world.now() + (long) (secondsMax * 1e9);
        while (!allAgree(subject, verdict)) {
            if (world.now() >= until) {
                return false;
            }
            run(0.1);
        }
        return true;
    }

    /** Seconds from a moment until each other observer last came to hold the subject for dead. */
    public List<Double> knownDeadAfter(int subject, long since) {
        var last = new double[world.machines()];
        Arrays.fill(last, Double.POSITIVE_INFINITY);
        for (var change : changes) {
            if (change.subject == subject && change.nanos >= since) {
                last[change.observer] =
                        change.verdict == Verdict.UNREACHABLE ? (change.nanos - since) / 1e9 : last[change.observer];
            }
        }
        var seconds = new ArrayList<Double>();
        for (int observer = 0; observer < last.length; observer++) {
            if (observer != subject) {
                seconds.add(last[observer]);
            }
        }
        Collections.sort(seconds);
        return seconds;
    }

    /** The value below which that share of the sorted ones lies. */
    public static double quantile(List<Double> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }

    /** Bytes a machine has sent per second of a span, averaged over all. */
    public double bytesPerSecond(long fromNanos, long toNanos) {
        var bytes = 0L;
        for (int machine = 0; machine < world.machines(); machine++) {
            bytes += world.traffic().bytes(Traffic.Way.SENT, machine, fromNanos, toNanos);
        }
        return bytes * 1e9 / (toNanos - fromNanos) / world.machines();
    }

    public long messages() {
        var messages = 0L;
        for (int machine = 0; machine < world.machines(); machine++) {
            for (var kind : world.traffic().kinds()) {
                messages += world.traffic().messages(Traffic.Way.SENT, machine, kind);
            }
        }
        return messages;
    }
}
