package io.bellwether.simulation.faults;

import io.bellwether.simulation.faults.FaultKind.Part;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Something that goes wrong, and how it ends.
 *
 * @param machines those the kind asks for, in its order
 * @param groups of a split, empty otherwise
 * @param ratio 0 where the kind asks for none
 * @param time zero where the kind asks for none
 */
public record Fault(FaultKind kind, List<Integer> machines, List<List<Integer>> groups, double ratio, Duration time) {

    /** Refuses what no network or machine can do. */
    public Fault {
        machines = List.copyOf(machines);
        groups = groups.stream().map(List::copyOf).toList();
        if (machines.size() != kind.machines()) {
            throw new IllegalArgumentException(
                    "'%s' names %d machines, got %s".formatted(kind.word(), kind.machines(), machines));
        }
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("a share must be from 0 to 1, got " + ratio);
        }
        if (time.isNegative() && kind != FaultKind.CLOCK) {
            throw new IllegalArgumentException("'%s' needs a time >= 0, got %s".formatted(kind.word(), time));
        }
    }

    /** A fault of one machine. */
    public static Fault of(FaultKind kind, int machine) {
        return new Fault(kind, List.of(machine), List.of(), 0, Duration.ZERO);
    }

    /** A fault of one machine with a time. */
    public static Fault of(FaultKind kind, int machine, Duration time) {
        return new Fault(kind, List.of(machine), List.of(), 0, time);
    }

    /** A loss at one machine. */
    public static Fault of(FaultKind kind, int machine, double ratio) {
        return new Fault(kind, List.of(machine), List.of(), ratio, Duration.ZERO);
    }

    /** A fault of the whole network. */
    public static Fault of(FaultKind kind, double ratio) {
        return new Fault(kind, List.of(), List.of(), ratio, Duration.ZERO);
    }

    /** One direction of one link is cut. */
    public static Fault cut(int from, int to) {
        return new Fault(FaultKind.CUT, List.of(from, to), List.of(), 0, Duration.ZERO);
    }

    /** Only machines that share a group reach each other. */
    public static Fault split(List<List<Integer>> groups) {
        return new Fault(FaultKind.SPLIT, List.of(), groups, 0, Duration.ZERO);
    }

    /** Makes it go wrong. */
    public void begin(World world) {
        var network = world.network();
        switch (kind) {
            case CRASH, REPLACE -> world.crash(first());
            case STOP -> world.stop(first());
            case BLOCK -> world.block(first());
            case FREEZE -> world.freeze(first());
            case SLOW -> world.slow(first(), time);
            case CLOCK -> world.jumpWallClock(first(), time);
            case CUT -> network.cut(first(), second());
            case SPLIT -> network.split(groups);
            case LOSS -> network.loss(ratio);
            case LOSS_IN -> network.lossIn(first(), ratio);
            case LOSS_OUT -> network.lossOut(first(), ratio);
            case LOSS_LINK -> network.loss(first(), second(), ratio);
            case DUPLICATE -> network.duplication(ratio);
            case REORDER -> network.reordering(ratio, time);
        }
    }

    /** Puts it right again; does nothing where something else has done so before. */
    public void end(World world) {
        var network = world.network();
        switch (kind) {
            case CRASH, STOP -> {
                if (world.condition(first()) == Condition.DOWN) {
                    world.boot(first());
                }
            }
            case REPLACE -> {
                if (world.condition(first()) == Condition.DOWN) {
                    world.bootRenamed(first());
                }
            }
            case BLOCK, FREEZE -> world.resume(first());
            case SLOW -> world.slow(first(), Duration.ZERO);
            case CLOCK -> world.jumpWallClock(first(), time.negated());
            case CUT -> network.mend(first(), second());
            case SPLIT -> network.join(groups);
            case LOSS -> network.loss(0);
            case LOSS_IN -> network.lossIn(first(), 0);
            case LOSS_OUT -> network.lossOut(first(), 0);
            case LOSS_LINK -> network.loss(first(), second(), 0);
            case DUPLICATE -> network.duplication(0);
            case REORDER -> network.reordering(0, time);
        }
    }

    /** Every machine it names. */
    IntStream named() {
        return IntStream.concat(
                machines.stream().mapToInt(Integer::intValue),
                groups.stream().flatMap(List::stream).mapToInt(Integer::intValue));
    }

    /** As a plan writes it. */
    @Override
    public String toString() {
        var words = new StringJoiner(" ").add(kind.word());
        int machine = 0;
        for (var part : kind.parts()) {
            words.add(
                    switch (part) {
                        case MACHINE -> String.valueOf(machines.get(machine++));
                        case RATIO -> String.valueOf(ratio);
                        case TIME -> Words.seconds(time);
                        case GROUPS -> Words.groups(groups);
                    });
        }
        return words.toString();
    }

    static Fault read(Words words) {
        var kind = FaultKind.of(words.next("a fault"));
        var machines = new ArrayList<Integer>();
        List<List<Integer>> groups = List.of();
        double ratio = 0;
        var time = Duration.ZERO;
        for (Part part : kind.parts()) {
            switch (part) {
                case MACHINE -> machines.add(words.nextMachine());
                case RATIO -> ratio = words.nextRatio();
                case TIME -> time = words.nextTime();
                case GROUPS -> groups = words.nextGroups();
            }
        }
        return new Fault(kind, machines, groups, ratio, time);
    }

    private int first() {
        return machines.getFirst();
    }

    private int second() {
        return machines.getLast();
    }
}
