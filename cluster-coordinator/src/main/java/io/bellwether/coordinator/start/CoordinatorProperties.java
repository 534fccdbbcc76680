package io.bellwether.coordinator.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this coordinator is set up. Plain numbers are milliseconds.
 *
 * @param name Name of the cluster; coordinators of another one do not speak to this one.
 * @param node Who this process is.
 * @param coordinators Base URLs of all coordinators, such as http://127.0.0.1:8081: all are asked when a cluster is founded.
 * @param profile How fast everything goes: fast, default, steady or wan. The same in the whole cluster.
 * @param secret Secret of the cluster, 64 hexadecimal digits or Base64. Better in a file, see cluster.secret-file.
 * @param secretFile File with the secret of the cluster. Required where anything listens beyond loopback.
 * @param dataDirectory Where log and snapshots are kept.
 * @param heartbeat Beats between members.
 * @param failure When a member counts as lost.
 * @param gossip How news spreads.
 * @param recovery How a member comes back.
 * @param raft The agreed log.
 * @param agent How the agent behaves in its process.
 * @param service Where this coordinator serves HTTP.
 */
@ConfigurationProperties("cluster")
public record CoordinatorProperties(
        @DefaultValue("bellwether") String name,
        @DefaultValue Node node,
        @DefaultValue List<String> coordinators,
        @DefaultValue("default") String profile,
        @Nullable String secret,
        @Nullable Path secretFile,
        @DefaultValue("data") Path dataDirectory,
        @DefaultValue Heartbeat heartbeat,
        @DefaultValue Failure failure,
        @DefaultValue Gossip gossip,
        @DefaultValue Recovery recovery,
        @DefaultValue Raft raft,
        @DefaultValue Agent agent,
        @DefaultValue Service service) {

    /**
     * Who this process is.
     *
     * @param id Name of this process, unique in the cluster and kept across restarts.
     * @param zone Where it runs, if zones are told apart.
     * @param failureDomain Its host or rack.
     * @param bind Where the agent listens for datagrams; port 0 lets the operating system choose.
     * @param advertise Host, or host and port, at which other members reach the agent; by default that of cluster.node.bind.
     * @param alias A name that this host has in the network of the cluster, alone or with others: that one of its addresses which is this host's own is advertised, and the new one when it changes; a JVM that remembers names (networkaddress.cache.ttl, 30 s by itself) sees that so much later. Instead of cluster.node.advertise.
     */
    public record Node(
            @DefaultValue("") String id,
            @DefaultValue("") String zone,
            @DefaultValue("") String failureDomain,
            @DefaultValue("127.0.0.1:0") String bind,
            @DefaultValue("") String advertise,
            @DefaultValue("") String alias) {}

    /**
     * Beats between members.
     *
     * @param interval Time between two beats; by default that of the profile.
     */
    public record Heartbeat(@Nullable Duration interval) {}

    /**
     * When a member counts as lost.
     *
     * @param timeout Time from the last beat that anybody heard to removal; by default that of the profile.
     * @param phiThreshold Between floor and cap a member is silent when phi is above this; 8 by default.
     * @param silenceFloor No member is silent before this long without a beat; by default that of the profile.
     * @param silenceCap Every member is silent after this long without a beat; by default that of the profile.
     */
    public record Failure(
            @Nullable Duration timeout,
            @Nullable Double phiThreshold,
            @Nullable Duration silenceFloor,
            @Nullable Duration silenceCap) {}

    /**
     * How news spreads.
     *
     * @param interval Time between two rounds of gossip; by default that of the profile.
     * @param fanout Members told in each round; 3 by default.
     */
    public record Gossip(
            @Nullable Duration interval, @Nullable Integer fanout) {}

    /**
     * How a member comes back.
     *
     * @param stabilization How long a member that came back stays RECOVERING; by default that of the profile.
     */
    public record Recovery(@Nullable Duration stabilization) {}

    /**
     * The agreed log.
     *
     * @param voters All coordinators of a new cluster as name=host:port, where they listen for each other.
     * @param singleCoordinator Whether this cluster is meant to have one coordinator, which nothing replaces.
     * @param bind Address to listen on for other coordinators; by default the host of its own entry in cluster.raft.voters.
     * @param heartbeat Time between two beats of the leader to a follower; by default that of the profile.
     * @param electionMin Shortest time a coordinator waits for its leader before it stands for election.
     * @param electionMax Longest such time.
     * @param snapshotThreshold Entries between two snapshots.
     * @param batchMax Entries in one message to a follower at most.
     * @param replicationTimeout How long a write waits for a majority; after that nobody knows its outcome.
     */
    public record Raft(
            @DefaultValue List<String> voters,
            @DefaultValue("false") boolean singleCoordinator,
            @DefaultValue("") String bind,
            @Nullable Duration heartbeat,
            @Nullable Duration electionMin,
            @Nullable Duration electionMax,
            @DefaultValue("10000") int snapshotThreshold,
            @DefaultValue("100") int batchMax,
            @DefaultValue("10s") Duration replicationTimeout) {}

    /**
     * How the agent behaves in its process.
     *
     * @param leaveTimeout How long a stop waits for the good-bye to be heard; 0 stops without one.
     */
    public record Agent(@DefaultValue("3s") Duration leaveTimeout) {}

    /**
     * Where this coordinator serves HTTP.
     *
     * @param url Base URL at which members reach it; by default made of cluster.node.advertise and the web server's port.
     * @param publicUrl Base URL at which people and programs outside the cluster reach it, if that is another one.
     * @param metricsUrl URL at which Prometheus reaches its metrics; by default that of cluster.service.url with the path of the actuator.
     */
    public record Service(
            @DefaultValue("") String url,
            @DefaultValue("") String publicUrl,
            @DefaultValue("") String metricsUrl) {}

    /** Without the secret: what prints settings prints this. */
    @Override
    public String toString() {
        return "settings of the coordinator '%s'".formatted(node.id());
    }
}
