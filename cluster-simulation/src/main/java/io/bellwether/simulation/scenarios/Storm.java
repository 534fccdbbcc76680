package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;

/** What happens to the machines of a cluster in a storm, and when. */
final class Storm {

    /** The kinds of storm. */
    enum Kind {
        /** Every service is stopped in an orderly way and started again, one after the other within a minute. */
        ROLLING("all services restarted in a minute"),
        /** The same without a good-bye. */
        ROLLING_KILLS("all services killed and restarted in a minute"),
        /** Three in ten crash in one moment and are back at once or shortly after. */
        CRASHES("30 % crash at once and restart"),
        /** As many again as there are join while ten in a hundred die for good. */
        JOINS("as many again join while 10 % die"),
        /** Good-byes, deaths, restarts and joins, a tenth of all each, in ten seconds. */
        MIXED("10 % each leave, die, restart, crash and join");

        final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Machines that the world needs for a cluster of this size. */
        int machines(int nodes) {
            return this == JOINS ? 2 * nodes : nodes;
        }
    }

    private enum What {
        LEAVE,
        CRASH,
        BOOT,
        JOIN
    }

    private record Act(double second, int machine, What what) {}

    static final int COORDINATORS = 3;
    /** Those who are to join are stopped before, so that they are no members; by then they are forgotten. */
    static final double BEGIN_SECONDS = 30;

    private static final double LEAVE_AT = 5;
    /** As long as a container is given here between the signal to stop and the end. */
    private static final double GRACE_SECONDS = 2;

    private static final double ROLLING_SECONDS = 60;
    private static final double MIXED_SECONDS = 10;
    private static final double BURST_SECONDS = 5;
    private static final double RESTART_SECONDS = 3;

    private final List<Act> acts = new ArrayList<>();
    private final RandomGenerator random;
    private final int nodes;

    Storm(Kind kind, int nodes, RandomGenerator random) {
        this.nodes = nodes;
        this.random = random;
        switch (kind) {
            case ROLLING -> rolling(What.LEAVE);
            case ROLLING_KILLS -> rolling(What.CRASH);
            case CRASHES -> crashes();
            case JOINS -> joins();
            case MIXED -> mixed();
        }
    }

    /** Whether anything happens to a machine. */
    boolean strikes(int machine) {
        return acts.stream().anyMatch(act -> act.machine == machine);
    }

    /** When the last thing has happened. */
    double endSeconds() {
        return acts.stream()
                .mapToDouble(act -> act.second + (act.what == What.LEAVE ? GRACE_SECONDS : 0))
                .max()
                .orElse(BEGIN_SECONDS);
    }

    /**
     * Puts all of it on the way.
     *
     * @param leave asks a process to say good-bye; it is ended a little later
     */
    void applyTo(World world, IntConsumer leave) {
        for (Act act : acts) {
            int machine = act.machine;
            switch (act.what) {
                case LEAVE -> {
                    world.at(nanos(act.second), () -> leave.accept(machine));
                    world.at(nanos(act.second + GRACE_SECONDS), () -> world.crash(machine));
                }
                case CRASH -> world.at(nanos(act.second), () -> world.crash(machine));
                case BOOT -> world.at(nanos(act.second), () -> world.boot(machine));
                case JOIN -> world.at(nanos(act.second), () -> world.bootRenamed(machine));
            }
        }
    }

    private void rolling(What how) {
        List<Integer> services = services();
        double each = ROLLING_SECONDS / services.size();
        for (int i = 0; i < services.size(); i++) {
            restart(BEGIN_SECONDS + i * each, services.get(i), how);
        }
    }

    private void crashes() {
        for (int machine : services().subList(0, nodes * 3 / 10)) {
            acts.add(new Act(BEGIN_SECONDS, machine, What.CRASH));
            double later = random.nextBoolean() ? 0 : random.nextDouble() * RESTART_SECONDS;
            acts.add(new Act(BEGIN_SECONDS + later, machine, What.BOOT));
        }
    }

    private void joins() {
        for (int machine = nodes; machine < 2 * nodes; machine++) {
            acts.add(new Act(LEAVE_AT, machine, What.LEAVE));
            acts.add(new Act(within(BURST_SECONDS), machine, What.JOIN));
        }
        for (int machine : services().subList(0, nodes / 10)) {
            acts.add(new Act(within(BURST_SECONDS), machine, What.CRASH));
        }
    }

    private void mixed() {
        List<Integer> services = services();
        int tenth = nodes / 10;
        for (int i = 0; i < 5 * tenth; i++) {
            int machine = services.get(i);
            double at = within(MIXED_SECONDS);
            switch (i / tenth) {
                case 0 -> acts.add(new Act(at, machine, What.LEAVE));
                case 1 -> acts.add(new Act(at, machine, What.CRASH));
                case 2 -> restart(at, machine, What.LEAVE);
                case 3 -> restart(at, machine, What.CRASH);
                default -> {
                    acts.add(new Act(LEAVE_AT, machine, What.LEAVE));
                    acts.add(new Act(at, machine, What.JOIN));
                }
            }
        }
    }

    private void restart(double at, int machine, What how) {
        acts.add(new Act(at, machine, how));
        acts.add(new Act(at + (how == What.LEAVE ? GRACE_SECONDS + 1 : GRACE_SECONDS), machine, What.BOOT));
    }

    private double within(double seconds) {
        return BEGIN_SECONDS + random.nextDouble() * seconds;
    }

    /** All that are no coordinators, in random order. */
    private List<Integer> services() {
        List<Integer> services = new ArrayList<>();
        for (int machine = COORDINATORS; machine < nodes; machine++) {
            services.add(random.nextInt(services.size() + 1), machine);
        }
        return services;
    }

    private static long nanos(double second) {
        return (long) (second * 1e9);
    }
}
