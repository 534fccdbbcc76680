package io.bellwether.protocol.explain;

import io.bellwether.protocol.state.Life;
import io.bellwether.protocol.state.Standing;
import io.bellwether.protocol.state.StateRules;
import java.util.List;

/**
 * Why a name is in its state, as one coordinator knows it at one moment. It can be handed to other threads.
 *
 * @param isLeading Whether the leader says it, who judges; others do not know what is about to be decided.
 * @param life All that is agreed about the name, whether it is a member or was one.
 * @param standing How it stands with flap damping.
 * @param clusterNanos Cluster time, which all ends of orders and quarantines are given in.
 * @param rules The numbers that the state is kept by.
 * @param votes The observers, counted; all zero for a former member.
 * @param observers One by one, in the order of their incarnations.
 * @param removal What is known about its removal.
 * @param isReached Whether coordinators reach it by themselves, as far as they were asked.
 */
public record Explanation(
        boolean isLeading,
        Life life,
        Standing standing,
        long clusterNanos,
        StateRules rules,
        Votes votes,
        List<Observer> observers,
        Removal removal,
        boolean isReached) {

    public Explanation {
        observers = List.copyOf(observers);
    }

    /**
     * When a lost member is removed.
     *
     * @param dueInNanos In how long at the earliest, zero or less where that is over, {@link #NOT_DUE} where it is not
     *     lost or this coordinator does not judge.
     * @param obstacle What stands in the way beside time, for people; empty if nothing does.
     */
    public record Removal(long dueInNanos, String obstacle) {

        /** No removal is in sight. */
        public static final long NOT_DUE = Long.MAX_VALUE;

        /** Of whoever is not lost. */
        public static final Removal NONE = new Removal(NOT_DUE, "");
    }
}
