package io.bellwether.agent.metrics;

import io.bellwether.protocol.gossip.Count;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.wire.Refusal;
import java.time.Duration;

/** The numbers of an agent, to be read by any thread at any time. Counts only rise while the agent lives. */
public interface AgentMetrics {

    long count(AgentCount count);

    /** Datagrams refused for this reason. */
    long refused(Refusal refusal);

    /** Whether it counts transitions of members; a coordinator counts them itself, with what led to them. */
    boolean countsTransitions();

    /** Members that came to be in this state, as this process saw it. */
    long transitions(MemberStatus to);

    /** What gossip counts, as of the last beat. */
    long gossip(Count count);

    /** How late the loop ran at worst within the last seconds. */
    Duration loopDelay();

    /** Tasks of other threads that wait for the loop. */
    int mailboxSize();
}
