package io.bellwether.simulation.cluster;

import java.util.Arrays;

/** Which machine speaks for which incarnation: the addresses, and for those that left the views the last known one. */
final class Directory {

    static final int UNKNOWN = -1;

    private int[] machines = new int[64];

    Directory() {
        Arrays.fill(machines, UNKNOWN);
    }

    void put(long incarnation, int machine) {
        int index = Math.toIntExact(incarnation);
        if (index >= machines.length) {
            int before = machines.length;
            machines = Arrays.copyOf(machines, Math.max(2 * before, index + 1));
            Arrays.fill(machines, before, machines.length, UNKNOWN);
        }
        machines[index] = machine;
    }

    int machine(long incarnation) {
        return incarnation <= 0 || incarnation >= machines.length ? UNKNOWN : machines[(int) incarnation];
    }

    /** The address of a machine, as members carry it. */
    static String address(int machine) {
        return "m" + machine + ":7800";
    }

    static int machineAt(String address) {
        return Integer.parseInt(address.substring(1, address.indexOf(':')));
    }
}
