package io.bellwether.spring.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process takes part in the cluster. Two settings suffice: its name and where the coordinators are. Plain numbers
 * are milliseconds. {@link ClusterSettings} checks everything at once.
 *
 * @param enabled Whether this process takes part in the cluster at all.
 * @param node Who this process is.
 * @param coordinators Base URLs of the coordinators, such as http://127.0.0.1:8081. Required; one that answers is enough.
 * @param profile How fast everything goes; it sets all times that are not set alone. The same in the whole cluster.
 * @param secret Secret of the cluster, 64 hexadecimal digits or Base64. Better in a file, see cluster.secret-file.
 * @param secretFile File with the secret of the cluster. Required where anything listens beyond loopback.
 * @param heartbeat Beats between members.
 * @param failure When a member counts as lost.
 * @param gossip How news spreads.
 * @param recovery How a member comes back.
 * @param raft Times of the coordinators' elections; members need them to know how old evidence of a leader may be.
 * @param agent How the agent behaves in its process.
 * @param service What this process serves, as others discover it.
 * @param health What of the application counts for the health score.
 */
@ConfigurationProperties("cluster")
public record ClusterProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Node node,
        @DefaultValue List<String> coordinators,
        @DefaultValue("default") Profile profile,
        @Nullable String secret,
        @Nullable Path secretFile,
        @DefaultValue Heartbeat heartbeat,
        @DefaultValue Failure failure,
        @DefaultValue Gossip gossip,
        @DefaultValue Recovery recovery,
        @DefaultValue Raft raft,
        @DefaultValue Agent agent,
        @DefaultValue Service service,
        @DefaultValue Health health) {

    /**
     * Who this process is.
     *
     * @param id Name of this process, unique in the cluster and kept across restarts. Required.
     * @param zone Where it runs, if zones are told apart.
     * @param failureDomain Its host or rack; observers and routing spread over them.
     * @param bind Where the agent listens for datagrams; port 0 lets the operating system choose.
     * @param advertise Host, or host and port, at which other members reach the agent; by default that of cluster.node.bind.
     * @param alias A name that this host has in the network of the cluster, alone or with others: that one of its addresses which is this host's own is advertised, and the new one when it changes; a JVM that remembers names (networkaddress.cache.ttl, 30 s by itself) sees that so much later. Instead of cluster.node.advertise.
     */
    public record Node(
            @Nullable String id,
            @Nullable String zone,
            @Nullable String failureDomain,
            @DefaultValue("127.0.0.1:0") String bind,
            @Nullable String advertise,
            @Nullable String alias) {}

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
     * Times of the coordinators' elections.
     *
     * @param heartbeat Time between two beats of the leader to a follower; by default that of the profile.
     * @param electionMin Shortest time a coordinator waits for its leader before it stands for election.
     * @param electionMax Longest such time. Twice this is how old evidence of a leader may be.
     */
    public record Raft(
            @Nullable Duration heartbeat,
            @Nullable Duration electionMin,
            @Nullable Duration electionMax) {}

    /**
     * How the agent behaves in its process.
     *
     * @param leaveTimeout How long a stop waits for the good-bye to be heard, before the web server stops.
     */
    public record Agent(@DefaultValue("3s") Duration leaveTimeout) {}

    /**
     * What this process serves, as others discover it.
     *
     * @param name Name of the service; by default spring.application.name.
     * @param url Base URL at which other members reach it; by default made of cluster.node.advertise and the web server's port.
     * @param publicUrl Base URL at which people and programs outside the cluster reach it, if that is another one.
     * @param metricsUrl URL at which Prometheus reaches its metrics; by default made of cluster.node.advertise and the port and path of the actuator, where that shows them.
     * @param metadata Further short entries that every member is told.
     */
    public record Service(
            @Nullable String name,
            @Nullable String url,
            @Nullable String publicUrl,
            @Nullable String metricsUrl,
            @DefaultValue Map<String, String> metadata) {}

    /**
     * What of the application counts for the health score.
     *
     * @param enabled Whether health contributors, pools, lag and requests of the application count for the score.
     * @param interval Time between two rounds through the health contributors.
     * @param timeout Time one health contributor may take; then it counts as down.
     * @param exclude Names of health contributors that are not asked.
     * @param outside Names of health contributors that tell of something outside this process. Down, they cap the score at 40.
     * @param ignorePaths Beginnings of paths whose requests do not count: probes, and requests that wait on purpose.
     * @param kafkaLagHalf Records of Kafka lag that are worth 50 points. The default is about what our own consumer stores in a second.
     */
    public record Health(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("5s") Duration interval,
            @DefaultValue("2s") Duration timeout,
            @DefaultValue List<String> exclude,

            @DefaultValue({
                "db",
                "r2dbc",
                "postgres",
                "redis",
                "kafka",
                "mongo",
                "rabbit",
                "jms",
                "cassandra",
                "couchbase",
                "elasticsearch",
                "neo4j",
                "ldap",
                "mail"
            })
            List<String> outside,

            @DefaultValue({"/actuator", "/health", "/livez", "/readyz", "/internal/v1/ask"})
            List<String> ignorePaths,

            @DefaultValue("100000") long kafkaLagHalf) {}

    /** A text that is not set is an empty one. */
    public static String text(@Nullable String setting) {
        return setting == null ? "" : setting.strip();
    }

    /** Without the secret: what prints settings prints this. */
    @Override
    public String toString() {
        return "cluster settings of '%s'".formatted(text(node.id()));
    }
}
