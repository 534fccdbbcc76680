package io.bellwether.spring.metrics;

/** The names of all meters of this module; docs/metrics.md has a row for each. */
final class MeterNames {

    static final String HEARTBEATS_SENT = "cluster.heartbeats.sent";
    static final String HEARTBEATS_RECEIVED = "cluster.heartbeats.received";
    static final String FAILURES_DETECTED = "cluster.failures.detected";
    static final String HEALTHY_NODES = "cluster.healthy.nodes";
    static final String MEMBERS = "cluster.members";
    static final String TRANSITIONS = "cluster.member.transitions";
    static final String EPOCH = "cluster.epoch";
    static final String SCORE = "cluster.health.score";
    static final String CONNECTION_ATTEMPTS = "cluster.connection.attempts";
    static final String REQUESTS = "cluster.coordinator.requests";
    static final String GOSSIP_BYTES = "cluster.gossip.bytes";
    static final String GOSSIP_EVENTS = "cluster.gossip.events";
    static final String DATAGRAMS = "cluster.datagrams";
    static final String DATAGRAMS_REFUSED = "cluster.datagrams.refused";
    static final String DROPPED = "cluster.agent.dropped";
    static final String FAILURES = "cluster.agent.failures";
    static final String LOOP_TURNS = "cluster.agent.loop.turns";
    static final String LOOP_DELAY = "cluster.agent.loop.delay";
    static final String MAILBOX = "cluster.agent.mailbox";
    static final String PROPAGATION = "cluster.gossip.propagation";
    static final String HOPS = "cluster.gossip.hops";
    static final String HEALTH_CHECKS = "cluster.health.checks";
    static final String TERM_SCORE = "cluster.health.term.score";
    static final String READ_ONLY = "cluster.read.only";
    static final String QUORUM_AGE = "cluster.quorum.age";
    static final String WALL_CLOCK = "cluster.wall.clock";
    static final String BUILD_INFO = "cluster.build.info";
    static final String TIMING = "cluster.timing";

    private MeterNames() {}
}
