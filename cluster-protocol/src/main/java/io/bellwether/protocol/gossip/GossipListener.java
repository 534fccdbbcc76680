package io.bellwether.protocol.gossip;

import io.bellwether.protocol.message.Rumour;

/** What gossip tells its node. */
public interface GossipListener {

    /** A rumour that was new here, with its age and the nodes it came through. */
    void heardRumour(Rumour rumour, int ageMillis, int hops);

    /** A delta that was new here, with the time since its commit and the nodes it came through. */
    void heardDelta(long version, int ageMillis, int hops);

    /**
     * Two contents for one version or epoch: the bug that must never exist. It is told and not thrown, because a single
     * node gone wrong must not stop all others by a datagram.
     */
    void viewsDisagree(String detail);
}
