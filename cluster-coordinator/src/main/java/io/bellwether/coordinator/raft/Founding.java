package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.OtherPasts.Told;
import io.bellwether.protocol.membership.NodeId;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who may begin without a log. A coordinator whose disk is empty cannot know whether it is new or has lost everything, and
 * one that lost everything must not vote: it would help to elect a leader that lacks what it has acknowledged. Its peers
 * know. So a cluster is founded by all its coordinators, in two steps: each promises, on its disk, once it has heard from
 * every other one and none has begun; and begins once every other one has promised. Then somebody who has begun proves that
 * all had promised, and an empty disk beside it has lost its data. A crash between the steps costs nothing, since the
 * promise is on disk.
 *
 * <p>One that was told to join begins once a leader says that it does not count on it: otherwise it would be filled again
 * as the voter that it was, and count before it has what it had.
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

        /** Ask again: no leader has said that it is none of its voters. */
        record WaitForLeader() implements Step {}

        /** End: this other one has begun, so there was something on this disk, or it was never one of the founders. */
        record Refuse(NodeId member) implements Step {}
    }

    /**
     * The next step.
     *
     * @param own What is on this disk.
     * @param founders All that found the cluster.
     * @param told What others say; whoever did not answer is not in it.
     */
    static Step next(NodeId self, Past own, List<Voter> founders, Map<NodeId, Told> told) {
        Map<NodeId, Told> others = new TreeMap<>(told);
        others.remove(self);
        return switch (own) {
            case NOTHING -> withNothing(others, missing(self, founders, others::containsKey));
            case FOUNDER ->
                withPromise(
                        others,
                        missing(
                                self,
                                founders,
                                id -> others.containsKey(id) && !others.get(id).hasNothing()));
            case JOINING ->
                others.values().stream().anyMatch(each -> each.leadsWithout(self))
                        ? new Step.Begin()
                        : new Step.WaitForLeader();
            case MEMBER -> new Step.Begin();
        };
    }

    private static Step withNothing(Map<NodeId, Told> others, SortedSet<NodeId> missing) {
        for (Map.Entry<NodeId, Told> other : others.entrySet()) {
            if (other.getValue().belongs()) {
                return new Step.Refuse(other.getKey());
            }
        }
        return missing.isEmpty() ? new Step.Promise() : new Step.Wait(missing);
    }

    private static Step withPromise(Map<NodeId, Told> others, SortedSet<NodeId> missing) {
        boolean begun = others.values().stream().anyMatch(Told::belongs);
        return begun || missing.isEmpty() ? new Step.Begin() : new Step.Wait(missing);
    }

    private static SortedSet<NodeId> missing(NodeId self, List<Voter> founders, Predicate<NodeId> there) {
        return new TreeSet<>(founders.stream()
                .map(Voter::id)
                .filter(id -> !id.equals(self) && !there.test(id))
                .toList());
    }
}
