package io.bellwether.agent.view;

/** Whether the agent itself works; how far it has come with its membership is its stage. */
public enum AgentState {
    /** Made and not started. */
    NEW,
    /** Its loop runs. */
    RUNNING,
    /** It says good-bye. */
    STOPPING,
    /** It has ended as asked. */
    STOPPED,
    /** It has ended because of a bug or for want of memory; the application goes on without it. */
    FAILED
}
