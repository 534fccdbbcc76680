package io.bellwether.agent.metrics;

/** What the agent counts; above all whatever was dropped or left out because a limit was reached. */
public enum AgentCount {
    /** Datagrams that came in, whatever became of them, and their bytes. */
    DATAGRAMS_RECEIVED,
    BYTES_RECEIVED,
    /** Datagrams handed to the network, and their bytes. */
    DATAGRAMS_SENT,
    BYTES_SENT,
    HEARTBEATS_SENT,
    HEARTBEATS_RECEIVED,
    /** Bytes of soft state and of changes of the view. */
    GOSSIP_BYTES_SENT,
    GOSSIP_BYTES_RECEIVED,
    /** The network took no more and the queue was full; the oldest datagram was dropped. */
    SEND_QUEUE_OVERFLOWS,
    /** The operating system refused to send. */
    SEND_ERRORS,
    /** The operating system failed to receive. */
    RECEIVE_ERRORS,
    /** Messages for whom no address is known, yet or any more, or sent before this process was a member. */
    SENDS_WITHOUT_ADDRESS,
    /** Messages of this process to itself that found no room. */
    LOCAL_OVERFLOWS,
    /** Addresses of members, or its own, that cannot be resolved; tried again after a while. */
    ADDRESSES_UNRESOLVED,
    /** Tasks from other threads that found no room. */
    MAILBOX_OVERFLOWS,
    /** Turns of the loop. */
    LOOP_TURNS,
    /** Steps that threw: a bug. */
    STEP_FAILURES,
    /** Edges that turned bad. */
    FAILURES_DETECTED,
    /** Members that left or were removed, as this process saw it. */
    MEMBERS_GONE,
    /** Views that contradict each other: the bug that must not exist. */
    VIEWS_DISAGREE,
    /** Requests of the node to the coordinators, those answered, and those that came to nothing. */
    ASKS,
    ASKS_ANSWERED,
    ASKS_UNANSWERED,
    /** Answers that came when the node had given up waiting. */
    ANSWERS_TOO_LATE,
    /** Attempts at one coordinator by their outcome. */
    ATTEMPTS_SUCCEEDED,
    ATTEMPTS_UNREACHABLE,
    ATTEMPTS_TIMED_OUT,
    ATTEMPTS_REFUSED,
    ATTEMPTS_MALFORMED,
    /** Coordinators passed over because they failed too often just now. */
    BREAKER_SKIPS,
    /** Samples of the host, and sources that failed. */
    HEALTH_SAMPLES,
    HEALTH_SOURCE_FAILURES,
    /** Calls of listeners, and those that threw. */
    LISTENER_CALLS,
    LISTENER_FAILURES,
    /** Lines for the log that found no room because writing them takes too long. */
    LOG_LINES_DROPPED
}
