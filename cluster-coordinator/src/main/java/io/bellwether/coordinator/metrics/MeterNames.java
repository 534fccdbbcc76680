package io.bellwether.coordinator.metrics;

/** The names of all meters of this module; docs/metrics.md has a row for each. */
final class MeterNames {

    static final String NODE_STATE = "raft.node.state";
    static final String TERM = "raft.current.term";
    static final String COMMIT_INDEX = "raft.commit.index";
    static final String RPC_CALLS = "raft.rpc.call";
    static final String LEADER_CHANGES = "raft.leader.changes";
    static final String STALE_TERMS = "raft.stale.term";
    static final String LOOP_TICKS = "raft.loop.ticks";
    static final String REPLICATION_LAG = "raft.replication.lag";
    static final String COMMIT_LATENCY = "raft.commit.latency";
    static final String ELECTIONS = "raft.elections";
    static final String STEP_DOWNS = "raft.step.downs";
    static final String RECONNECTS = "raft.reconnects";
    static final String CONNECTION_ATTEMPTS = "raft.connection.attempts";
    static final String CONNECTIONS_LOST = "raft.connections.lost";
    static final String CALLS_MISDIRECTED = "raft.calls.misdirected";
    static final String EARLY_CLAIMS = "raft.claims.early";
    static final String VOTES_WITHHELD = "raft.votes.withheld";
    static final String FOUNDERS_MISSING = "raft.founders.missing";
    static final String TRANSITIONS = "cluster.member.transitions";
    static final String JOINS_REFUSED = "cluster.joins.refused";
    static final String DETECTION_LATENCY = "cluster.detection.latency";
    static final String MEMBER_SCORE = "cluster.member.health.score";
    static final String MEMBER_STATE = "cluster.member.state";
    static final String MEMBER_PHI = "cluster.member.phi";
    static final String EDGE_STATE = "cluster.edge.state";
    static final String EDGES = "cluster.edges";
    static final String PROTECTION = "cluster.protection.active";
    static final String QUORUM = "cluster.quorum";
    static final String PROJECTION_WRITTEN = "cluster.projection.written";
    static final String PROJECTION_DROPPED = "cluster.projection.dropped";
    static final String PROJECTION_FAILURES = "cluster.projection.failures";
    static final String PROJECTION_LAG = "cluster.projection.lag";
    static final String PROJECTION_UP = "cluster.projection.up";

    private MeterNames() {}
}
