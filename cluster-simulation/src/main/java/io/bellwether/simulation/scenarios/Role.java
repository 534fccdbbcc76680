package io.bellwether.simulation.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Whom it hits, in a cluster whose first three machines are the coordinators. */
enum Role {
    SERVICE,
    FOLLOWER,
    LEADER;

    static final int COORDINATORS = 3;

    /**
     * Some machines of this role.
     *
     * @param leader the machine that leads
     * @param nodes all machines
     * @param count how many services; there is one leader, and one follower is enough
     */
    List<Integer> draw(int leader, int nodes, int count, RandomGenerator random) {
        return switch (this) {
            case SERVICE -> distinct(COORDINATORS, nodes, count, random);
            case FOLLOWER -> List.of((leader + 1 + random.nextInt(COORDINATORS - 1)) % COORDINATORS);
            case LEADER -> List.of(leader);
        };
    }

    /** Some different machines from one on, up to another that is left out. */
    static List<Integer> distinct(int from, int end, int count, RandomGenerator random) {
        List<Integer> some = new ArrayList<>();
        while (some.size() < count) {
            int machine = from + random.nextInt(end - from);
            if (!some.contains(machine)) {
                some.add(machine);
            }
        }
        return some;
    }
}
