package io.bellwether.coordinator.host;

import io.bellwether.protocol.membership.NodeId;
import java.util.concurrent.CompletableFuture;

/** How a follower has the leader pass a barrier through the log. */
@FunctionalInterface
interface LeaderBarrier {

    /** The index of a barrier that was proposed after this call; fails where the leader does not answer. Never waits. */
    CompletableFuture<Long> pass(NodeId leader);
}
