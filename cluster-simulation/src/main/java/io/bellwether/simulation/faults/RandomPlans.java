package io.bellwether.simulation.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws plans. Every fault begins and ends within the span it is given, so that what comes after can be asked to be
 * whole again.
 */
public final class RandomPlans {

    private static final long SHORTEST_NANOS = Duration.ofMillis(50).toNanos();

    private final int machines;
    private final Duration begin;
    private final Duration end;
    private final int faultsMax;
    private final Map<FaultKind, Integer> weights = new EnumMap<>(FaultKind.class);

    /** Plans of up to so many faults between two times, all kinds as likely. */
    public RandomPlans(int machines, Duration begin, Duration end, int faultsMax) {
        if (machines < 1 || faultsMax < 0 || end.minus(begin).toNanos() < 2 * SHORTEST_NANOS) {
            throw new IllegalArgumentException(
                    "plans need machines >= 1, faults >= 0 and at least 0.1 s, got %d, %d and %s to %s"
                            .formatted(machines, faultsMax, begin, end));
        }
        this.machines = machines;
        this.begin = begin;
        this.end = end;
        this.faultsMax = faultsMax;
        for (var kind : FaultKind.values()) {
            weights.put(kind, 1);
        }
    }

    /** How likely a kind is beside the others; 0 leaves it out. */
    public RandomPlans weight(FaultKind kind, int weight) {
        if (weight < 0) {
            throw new IllegalArgumentException("weight must be >= 0, got " + weight);
        }
        weights.put(kind, weight);
        return this;
    }

    /** Draws one plan. */
    public FaultPlan draw(RandomGenerator random) {
        var faults = new ArrayList<PlannedFault>();
        int count = random.nextInt(faultsMax + 1);
        for (int number = 0; number < count; number++) {
            faults.add(drawPlanned(random));
        }
        return new FaultPlan(faults);
    }

    /** Short faults are as likely as long ones of the same number of digits: most rules have a time of their own. */
    private PlannedFault drawPlanned(RandomGenerator random) {
        long span = end.minus(begin).toNanos();
        double digits = random.nextDouble();
        long lasts = millis((long) (SHORTEST_NANOS * Math.pow((double) span / SHORTEST_NANOS, digits)));
        long at = millis(random.nextLong(Math.max(1, span - lasts)));
        return new PlannedFault(begin.plusNanos(at), drawFault(random), Duration.ofNanos(lasts));
    }

    private Fault drawFault(RandomGenerator random) {
        var kind = drawKind(random);
        var named = new ArrayList<Integer>();
        List<List<Integer>> groups = List.of();
        double ratio = 0;
        var time = Duration.ZERO;
        for (var part : kind.parts()) {
            switch (part) {
                case MACHINE -> named.add(random.nextInt(machines));
                case RATIO -> ratio = random.nextInt(1, 101) / 100.0;
                case TIME -> time = drawTime(kind, random);
                case GROUPS -> groups = drawGroups(random);
            }
        }
        return new Fault(kind, named, groups, ratio, time);
    }

    private FaultKind drawKind(RandomGenerator random) {
        int left = random.nextInt(
                weights.values().stream().mapToInt(Integer::intValue).sum());
        for (var row : weights.entrySet()) {
            left -= row.getValue();
            if (left < 0) {
                return row.getKey();
            }
        }
        throw new IllegalStateException("weights do not add up: " + weights);
    }

    private static Duration drawTime(FaultKind kind, RandomGenerator random) {
        return switch (kind) {
            case CLOCK -> Duration.ofSeconds(random.nextLong(-3600, 3601));
            case SLOW -> Duration.ofMillis(random.nextLong(1, 51));
            default -> Duration.ofMillis(random.nextLong(1, 1001));
        };
    }

    /** Two sides or three; one time in four a machine of the first is a bridge to the second. */
    private List<List<Integer>> drawGroups(RandomGenerator random) {
        int sides = random.nextInt(2, 4);
        var groups = new ArrayList<List<Integer>>();
        for (int side = 0; side < sides; side++) {
            groups.add(new ArrayList<>());
        }
        for (int machine = 0; machine < machines; machine++) {
            groups.get(random.nextInt(sides)).add(machine);
        }
        groups.removeIf(List::isEmpty);
        if (groups.size() > 1 && random.nextInt(4) == 0) {
            groups.get(1).add(groups.getFirst().getFirst());
        }
        return groups;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000 * 1_000_000;
    }
}
