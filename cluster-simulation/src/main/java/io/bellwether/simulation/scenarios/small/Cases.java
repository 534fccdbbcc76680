package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.scenarios.small.Trouble.Deaths;
import io.bellwether.simulation.scenarios.small.Trouble.IllLink;
import io.bellwether.simulation.scenarios.small.Trouble.Illness;
import io.bellwether.simulation.scenarios.small.Trouble.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * All cases, nothing left out for symmetry: members differ by their names, and names decide by their hashes. Which
 * machines are coordinators is fixed; since the groups range over all divisions, coordinators stand in all places.
 */
final class Cases {

    private static final int ZONES_MAX = 3;
    private static final List<Integer> COORDINATORS = List.of(1, 3);
    /** Services are cut from each other in every way up to this size; above, in two and each from each. */
    private static final int ALL_DIVISIONS_NODES_MAX = 8;

    private Cases() {}

    /** The cases of a part, in clusters of at most so many nodes. */
    static List<SmallCase> of(Part part, int nodesMax) {
        List<SmallCase> cases = new ArrayList<>();
        for (int nodes = 1; nodes <= Math.min(nodesMax, part.nodesMax()); nodes++) {
            for (int coordinators : COORDINATORS) {
                for (int zones = 1; zones <= Math.min(ZONES_MAX, nodes) && coordinators <= nodes; zones++) {
                    for (Trouble trouble : troubles(part, nodes, coordinators)) {
                        cases.add(new SmallCase(part, cases.size(), nodes, coordinators, zones, trouble));
                    }
                }
            }
        }
        return cases;
    }

    private static List<Trouble> troubles(Part part, int nodes, int coordinators) {
        return switch (part) {
            case CRASHES -> crashes(nodes, coordinators);
            case LINKS -> links(nodes);
            case SPLITS -> splits(nodes, 2);
            case THREE_WAY -> splits(nodes, 3);
            case BRIDGES -> bridges(nodes);
            case SERVICES -> services(nodes, coordinators);
        };
    }

    /** Every subset that leaves a majority of coordinators, the empty one too. */
    private static List<Trouble> crashes(int nodes, int coordinators) {
        List<Trouble> troubles = new ArrayList<>();
        for (List<Integer> dead : Subsets.of(Subsets.range(0, nodes))) {
            long deadCoordinators =
                    dead.stream().filter(machine -> machine < coordinators).count();
            if (2 * (coordinators - deadCoordinators) > coordinators) {
                troubles.add(new Deaths(dead));
            }
        }
        return troubles;
    }

    private static List<Trouble> links(int nodes) {
        List<Trouble> troubles = new ArrayList<>();
        for (int a = 0; a < nodes; a++) {
            for (int b = a + 1; b < nodes; b++) {
                troubles.add(new IllLink(Illness.BROKEN, a, b));
                troubles.add(new IllLink(Illness.LOSSY, a, b));
                troubles.add(new IllLink(Illness.ONE_WAY, a, b));
                troubles.add(new IllLink(Illness.ONE_WAY, b, a));
            }
        }
        return troubles;
    }

    private static List<Trouble> splits(int nodes, int groups) {
        List<Trouble> troubles = new ArrayList<>();
        for (List<List<Integer>> division : Subsets.partitions(Subsets.range(0, nodes), groups)) {
            troubles.add(new Split(words(division), division));
        }
        return troubles;
    }

    /** Each of three groups in turn is the one in the middle, which reaches both others. */
    private static List<Trouble> bridges(int nodes) {
        List<Trouble> troubles = new ArrayList<>();
        for (List<List<Integer>> three : Subsets.partitions(Subsets.range(0, nodes), 3)) {
            for (int middle = 0; middle < 3; middle++) {
                List<Integer> left = three.get((middle + 2) % 3);
                List<Integer> bridge = three.get(middle);
                List<Integer> right = three.get((middle + 1) % 3);
                troubles.add(new Split(
                        words(List.of(left, bridge, right)), List.of(joined(left, bridge), joined(bridge, right))));
            }
        }
        return troubles;
    }

    /** Services that reach the coordinators and not each other; and all services dead at once. */
    private static List<Trouble> services(int nodes, int coordinators) {
        List<Trouble> troubles = new ArrayList<>();
        List<Integer> services = Subsets.range(coordinators, nodes);
        List<Integer> rest = Subsets.range(0, coordinators);
        IntFunction<List<List<List<Integer>>>> division = groups -> Subsets.partitions(services, groups);
        IntStream counts = nodes <= ALL_DIVISIONS_NODES_MAX
                ? IntStream.rangeClosed(2, services.size())
                : IntStream.of(2, services.size());
        for (List<List<Integer>> groups :
                counts.mapToObj(division).flatMap(List::stream).toList()) {
            List<List<Integer>> withCoordinators =
                    groups.stream().map(group -> joined(rest, group)).toList();
            troubles.add(new Split(words(groups), withCoordinators));
        }
        if (!services.isEmpty()) {
            troubles.add(new Deaths(services));
        }
        return troubles;
    }

    private static List<Integer> joined(List<Integer> some, List<Integer> others) {
        List<Integer> both = new ArrayList<>(some);
        both.addAll(others);
        return both;
    }

    private static String words(List<List<Integer>> groups) {
        return groups.stream().map(Trouble::listed).collect(Collectors.joining("/"));
    }
}
