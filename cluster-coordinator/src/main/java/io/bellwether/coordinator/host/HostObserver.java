package io.bellwether.coordinator.host;

import java.time.Duration;

/** Looks on at what counts alone do not tell. Called by the loop and by the log's thread: it must not wait. */
public interface HostObserver {

    /** An entry that was proposed here was committed and applied here, so long after. */
    default void committed(Duration latency) {}

    /** This leader has seen it committed that a member is UNREACHABLE, so long after anybody last heard of it. */
    default void detected(Duration latency) {}

    /** This process leads now, or does not any more, or somebody else does. */
    default void roleChanged() {}

    /** Members came or went. */
    default void membersChanged() {}
}
