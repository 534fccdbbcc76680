package io.bellwether.agent.view;

/** Wants to know of changes. */
@FunctionalInterface
public interface ClusterListener {

    /**
     * Something changed. Calls of one listener never overlap; while it is busy, changes add up and are told at once
     * afterwards.
     *
     * @param before What this listener was told last; at first, how the agent started.
     */
    void changed(ClusterSnapshot before, ClusterSnapshot now);
}
