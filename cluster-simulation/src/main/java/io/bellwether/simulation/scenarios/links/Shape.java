package io.bellwether.simulation.scenarios.links;

import io.bellwether.simulation.network.Network;
import java.util.ArrayList;
import java.util.List;

/** How a cluster is cut in two: who is on the far side, where the coordinators are, and which way is dead. */
enum Shape {
    /** The far side is two zones of five, so that removal is stopped there: more than half of a zone is gone. */
    BY_ZONE("60/40 along zones", Cut.BOTH_WAYS, 0, 1, 3, 5),
    /** No zones: 40 of 100 are less than half, and nobody protects them once the failure time-out is over. */
    NO_ZONES("60/40 without zones", Cut.BOTH_WAYS, 0, 1, 3, 1),
    MAJORITY_FAR("60/40, two coordinators of three on the smaller side", Cut.BOTH_WAYS, 0, 3, 4, 1),
    ALL_FAR("60/40, all coordinators on the smaller side", Cut.BOTH_WAYS, 3, 4, 8, 1),
    HALVES("50/50 along zones", Cut.BOTH_WAYS, 0, 2, 1, 2),
    FAR_IS_DEAF("60/40 along zones, smaller side hears nothing", Cut.TO_FAR, 0, 1, 3, 5),
    FAR_IS_MUTE("60/40 along zones, smaller side not heard", Cut.FROM_FAR, 0, 1, 3, 5),
    BRIDGE("60/40 along zones, a service on both sides", Cut.BRIDGED_BY_SERVICE, 0, 1, 3, 5),
    COORDINATOR_BRIDGE(
            "60/40 along zones, the smaller side's coordinator on both", Cut.BRIDGED_BY_COORDINATOR, 0, 1, 3, 5);

    /** Which packets are lost. */
    private enum Cut {
        BOTH_WAYS,
        TO_FAR,
        FROM_FAR,
        BRIDGED_BY_SERVICE,
        BRIDGED_BY_COORDINATOR
    }

    private static final int BRIDGING_SERVICE = 2;
    private static final int FAR_COORDINATOR = 3;

    private final String words;
    private final Cut cut;
    private final int first;
    private final int second;
    private final int third;
    private final int zones;

    Shape(String words, Cut cut, int first, int second, int third, int zones) {
        this.words = words;
        this.cut = cut;
        this.first = first;
        this.second = second;
        this.third = third;
        this.zones = zones;
    }

    String words() {
        return words;
    }

    List<Integer> coordinators() {
        return List.of(first, second, third);
    }

    int zones() {
        return zones;
    }

    /** Whether a machine is on the smaller side. Bridges belong to the side that they are at home on. */
    boolean isFar(int machine) {
        return this == HALVES ? machine % 2 == 1 : machine % 5 >= 3;
    }

    /** Whether the side with a majority of the coordinators is the far one. */
    boolean farHasQuorum() {
        return coordinators().stream().filter(this::isFar).count()
                > coordinators().size() / 2;
    }

    /** Whether the side with quorum sees more than half of a group gone. */
    boolean isProtected() {
        return this != NO_ZONES;
    }

    /** Whether both sides are cut from each other for good, so that one of them must find itself without quorum. */
    boolean isClean() {
        return cut == Cut.BOTH_WAYS;
    }

    /** Cuts. {@link Network#heal} ends it. */
    void begin(Network network, int machines) {
        List<Integer> near = new ArrayList<>();
        List<Integer> far = new ArrayList<>();
        for (int machine = 0; machine < machines; machine++) {
            (isFar(machine) ? far : near).add(machine);
        }
        switch (cut) {
            case BOTH_WAYS -> network.split(List.of(near, far));
            case TO_FAR -> cut(network, near, far);
            case FROM_FAR -> cut(network, far, near);
            case BRIDGED_BY_SERVICE -> {
                far.add(BRIDGING_SERVICE);
                network.split(List.of(near, far));
            }
            case BRIDGED_BY_COORDINATOR -> {
                near.add(FAR_COORDINATOR);
                network.split(List.of(near, far));
            }
        }
    }

    private static void cut(Network network, List<Integer> from, List<Integer> to) {
        for (int sender : from) {
            for (int receiver : to) {
                network.cut(sender, receiver);
            }
        }
    }
}
