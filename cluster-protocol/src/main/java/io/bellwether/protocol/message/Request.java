package io.bellwether.protocol.message;

import io.bellwether.protocol.membership.NodeId;

/** What an agent asks of a coordinator, over the reliable transport. */
public sealed interface Request {

    /**
     * To be let in. Asked again by a process that is in, it changes nothing but the address.
     *
     * @param instanceId Names the process, new at each start.
     * @param incarnation The incarnation that this process had, 0 if none yet. A process that was removed asks again.
     * @param moves How often this process has changed its address. A request can come late: what was said before the
     *     last move must not undo it.
     */
    record Join(
            NodeId id,
            String instanceId,
            long incarnation,
            String address,
            String zone,
            String failureDomain,
            boolean coordinator,
            long moves)
            implements Request {}

    /** To be let go. */
    record Leave(long incarnation) implements Request {}

    /** To be told the view, once it is newer than this version or a while has passed. */
    record Pull(long newerThan) implements Request {}
}
