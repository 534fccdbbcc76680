package io.bellwether.protocol.state;

/**
 * One entry of the agreed log: a command with what its leader stamped on it.
 *
 * @param term The term of the leader that proposed it.
 * @param clusterNanos Cluster time as the leader counted it; applied entries never move it backwards.
 * @param wallMillis The leader's wall clock, shown to people and decided upon by nobody.
 */
public record Entry(long term, long clusterNanos, long wallMillis, Command command) {}
