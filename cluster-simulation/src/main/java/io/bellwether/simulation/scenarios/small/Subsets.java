package io.bellwether.simulation.scenarios.small;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All ways to choose from a few machines, and to divide them. */
final class Subsets {

    private Subsets() {}

    /** The machines from the first to the one before the last. */
    static List<Integer> range(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }

    /** Every subset, the empty one first. */
    static List<List<Integer>> of(List<Integer> machines) {
        List<List<Integer>> all = new ArrayList<>();
        for (int mask = 0; mask < 1 << machines.size(); mask++) {
            List<Integer> chosen = new ArrayList<>();
            for (int i = 0; i < machines.size(); i++) {
                if ((mask >> i & 1) != 0) {
                    chosen.add(machines.get(i));
                }
            }
            all.add(chosen);
        }
        return all;
    }

    /** Every way to divide all of them into so many groups, none empty; the order of the groups makes no difference. */
    static List<List<List<Integer>>> partitions(List<Integer> machines, int groups) {
        List<List<List<Integer>>> all = new ArrayList<>();
        divide(machines, groups, List.of(), all);
        return all;
    }

    // Each machine joins one of the groups so far, or opens the next: so no two ways differ only in their order.
    private static void divide(
            List<Integer> rest, int groups, List<List<Integer>> soFar, List<List<List<Integer>>> all) {
        if (rest.isEmpty()) {
            if (soFar.size() == groups) {
                all.add(soFar);
            }
            return;
        }
        List<Integer> others = rest.subList(1, rest.size());
        for (int group = 0; group < Math.min(soFar.size() + 1, groups); group++) {
            divide(others, groups, with(soFar, group, rest.getFirst()), all);
        }
    }

    private static List<List<Integer>> with(List<List<Integer>> groups, int group, int machine) {
        List<List<Integer>> more = new ArrayList<>(groups);
        List<Integer> members = new ArrayList<>(group < groups.size() ? groups.get(group) : List.of());
        members.add(machine);
        if (group < more.size()) {
            more.set(group, members);
        } else {
            more.add(members);
        }
        return more;
    }
}
