package io.bellwether.coordinator.raft;

import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may begin without a log. A coordinator whose disk is empty cannot know whether it is new or has lost everything, and
 * one that lost everything must not vote: it would help to elect a leader that lacks what it has acknowledged. Its peers
 * know. So a cluster is founded by all its coordinators, in two steps: each promises, on its disk, once it has heard from
 * every other one and none has begun; and begins once every other one has promised. Then somebody who has begun proves that
 * all had promised, and an empty disk beside it has lost its data. A crash between the steps costs nothing, since the
 * promise is on disk.
 */
final class Founding {

    private Founding() {}

    /** What to do next. */
    sealed interface Step {
        /** Take part. */
        record Begin() implements Step {}

        /** Write the promise, and look again. */
        record Promise() implements Step {}

        /** Ask again: these have not answered, or not promised. */
        record Wait(SortedSet<NodeId> missing) implements Step {
            public Wait {
                missing = new TreeSet<>(missing);
            }
        }

        /** End: this other one has begun, so there was something on this disk, or it was never one of the founders. */
        record Refuse(NodeId member) implements Step {}
    }

    /**
     * The next step.
     *
     * @param own What is on this disk.
     * @param founders All that found the cluster.
     * @param told What others say of theirs; whoever did not answer is not in it.
     */
    static Step next(NodeId self, Past own, List<Voter> founders, Map<NodeId, Past> told) {
        SortedMap<NodeId, Past> others = new TreeMap<>(told);
        others.remove(self);
        NodeId member = others.entrySet().stream()
                .filter(each -> each.getValue() == Past.MEMBER)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
        SortedSet<NodeId> missing = new TreeSet<>(founders.stream()
                .map(Voter::id)
                .filter(id -> !id.equals(self))
                .filter(id -> !others.containsKey(id) || (own == Past.FOUNDER && others.get(id) == Past.NOTHING))
                .toList());
        return switch (own) {
            case MEMBER -> new Step.Begin();
            case FOUNDER -> member != null || missing.isEmpty() ? new Step.Begin() : new Step.Wait(missing);
            case NOTHING -> {
                if (member != null) {
                    yield new Step.Refuse(member);
                }
                yield missing.isEmpty() ? new Step.Promise() : new Step.Wait(missing);
            }
        };
    }
}
