package io.bellwether.devservices.netns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All that is wrong with a network on purpose.
 *
 * @param cuts Directions in which nothing passes.
 * @param lossIn Percent of the packets to a node that are lost.
 * @param lossOut Percent of the packets from a node that are lost.
 */
public record Faults(
        NavigableSet<Cut> cuts, NavigableMap<String, Integer> lossIn, NavigableMap<String, Integer> lossOut) {

    public static final Faults NONE = new Faults(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    private static final int PERCENT_MAX = 100;

    public Faults {
        cuts = Collections.unmodifiableNavigableSet(new TreeSet<>(cuts));
        lossIn = Collections.unmodifiableNavigableMap(new TreeMap<>(lossIn));
        lossOut = Collections.unmodifiableNavigableMap(new TreeMap<>(lossOut));
    }

    public boolean isEmpty() {
        return cuts.isEmpty() && lossIn.isEmpty() && lossOut.isEmpty();
    }

    /**
     * Cuts nodes off from others.
     *
     * @param ways As the first see it: IN alone leaves them deaf, OUT alone mute.
     */
    public Faults partition(Collection<String> nodes, Collection<String> others, Set<Way> ways) {
        var all = new TreeSet<>(cuts);
        for (var node : nodes) {
            for (var other : others) {
                if (ways.contains(Way.IN)) {
                    all.add(new Cut(other, node));
                }
                if (ways.contains(Way.OUT)) {
                    all.add(new Cut(node, other));
                }
            }
        }
        return new Faults(all, lossIn, lossOut);
    }

    public Faults partition(Collection<String> nodes, Collection<String> others) {
        return partition(nodes, others, EnumSet.allOf(Way.class));
    }

    /**
     * Loses packets of a node, at random; says what holds from now on, not what comes on top.
     *
     * @param percent 0 ends it.
     */
    public Faults loss(String node, int percent, Set<Way> ways) {
        if (percent < 0 || percent > PERCENT_MAX) {
            throw new IllegalArgumentException("loss must be 0 to 100 percent, got " + percent);
        }
        return new Faults(
                cuts,
                ways.contains(Way.IN) ? with(lossIn, node, percent) : lossIn,
                ways.contains(Way.OUT) ? with(lossOut, node, percent) : lossOut);
    }

    private static NavigableMap<String, Integer> with(NavigableMap<String, Integer> losses, String node, int percent) {
        var all = new TreeMap<>(losses);
        if (percent == 0) {
            all.remove(node);
        } else {
            all.put(node, percent);
        }
        return all;
    }

    /** Ends whatever one of these nodes has a part in. */
    public Faults heal(Collection<String> nodes) {
        return new Faults(
                cuts.stream()
                        .filter(cut -> !nodes.contains(cut.from()) && !nodes.contains(cut.to()))
                        .collect(Collectors.toCollection(TreeSet::new)),
                without(lossIn, nodes),
                without(lossOut, nodes));
    }

    private static NavigableMap<String, Integer> without(
            NavigableMap<String, Integer> losses, Collection<String> nodes) {
        var all = new TreeMap<>(losses);
        all.keySet().removeAll(nodes);
        return all;
    }

    /** In words, a sentence each. */
    public List<String> sentences() {
        var sentences = new ArrayList<String>();
        for (var cut : cuts) {
            boolean back = cuts.contains(new Cut(cut.to(), cut.from()));
            if (!back) {
                sentences.add("nothing passes from %s to %s".formatted(cut.from(), cut.to()));
            } else if (cut.from().compareTo(cut.to()) < 0) {
                sentences.add("nothing passes between %s and %s".formatted(cut.from(), cut.to()));
            }
        }
        tell(sentences, lossIn, "to");
        tell(sentences, lossOut, "from");
        return sentences;
    }

    private static void tell(List<String> sentences, Map<String, Integer> losses, String way) {
        losses.forEach(
                (node, percent) -> sentences.add("%d %% of the packets %s %s are lost".formatted(percent, way, node)));
    }
}
