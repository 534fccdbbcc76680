package io.bellwether.protocol.timing;

/** The settings that {@link TimingRules} judges, by the names that people write. In the order in which they depend. */
public enum TimingSetting {
    HEARTBEAT("cluster.heartbeat.interval"),
    SILENCE_FLOOR("cluster.failure.silence-floor"),
    SILENCE_CAP("cluster.failure.silence-cap"),
    PHI_THRESHOLD("cluster.failure.phi-threshold"),
    FAILURE_TIMEOUT("cluster.failure.timeout"),
    STABILIZATION("cluster.recovery.stabilization"),
    RAFT_HEARTBEAT("cluster.raft.heartbeat"),
    ELECTION_MIN("cluster.raft.election-min"),
    ELECTION_MAX("cluster.raft.election-max"),
    GOSSIP_INTERVAL("cluster.gossip.interval"),
    GOSSIP_FANOUT("cluster.gossip.fanout"),
    VOTERS("cluster.coordinators");

    private final String key;

    TimingSetting(String key) {
        this.key = key;
    }

    /** The name in the configuration. */
    public String key() {
        return key;
    }
}
