package io.bellwether.simulation.faults;

import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All that will go wrong in a run. Its text is one line that {@link #parse} reads, so that a run can be repeated. */
public record FaultPlan(List<PlannedFault> faults) {

    /** Sorts by time; what falls together keeps its order. */
    public FaultPlan {
        faults = faults.stream().sorted(Comparator.comparing(PlannedFault::at)).toList();
    }

    /** Reads {@code 12.5s crash 3 for 4s; 20s split 0,1|2,3 for 5s}; line breaks separate as well. */
    public static FaultPlan parse(String text) {
        return new FaultPlan(Arrays.stream(text.split("[;\n]", -1))
                .filter(line -> !line.isBlank())
                .map(PlannedFault::parse)
                .toList());
    }

    /** Puts all faults on the way in a world that stands at its start. */
    public void applyTo(World world) {
        requireMachines(world.machines());
        for (var planned : faults) {
            world.at(planned.at().toNanos(), () -> planned.fault().begin(world));
            if (planned.lasts() != null) {
                world.at(planned.ends().toNanos(), () -> planned.fault().end(world));
            }
        }
    }

    /** When the last fault has begun or ended. */
    public Duration quietAfter() {
        return faults.stream()
                .map(PlannedFault::ends)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Refuses a plan that names a machine which is not there. */
    public void requireMachines(int machines) {
        for (var planned : faults) {
            planned.fault()
                    .named()
                    .filter(machine -> machine >= machines)
                    .findFirst()
                    .ifPresent(machine -> {
                        throw new IllegalArgumentException("'%s' names machine %d, but machines are 0 to %d"
                                .formatted(planned, machine, machines - 1));
                    });
        }
    }

    @Override
    public String toString() {
        return faults.stream().map(PlannedFault::toString).collect(Collectors.joining("; "));
    }
}
