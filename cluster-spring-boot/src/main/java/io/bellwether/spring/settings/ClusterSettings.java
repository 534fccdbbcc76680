package io.bellwether.spring.settings;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.AgentConfigException;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the configuration of an agent from the settings, and tells all that is wrong with them at once. */
public final class ClusterSettings {

    private static final HostPort NOWHERE = new HostPort("127.0.0.1", 0);
    private static final String A_COORDINATOR = "http://127.0.0.1:8081";

    private final ClusterProperties properties;
    private final @Nullable Double phiAlias;
    private final List<String> problems = new ArrayList<>();

    private ClusterSettings(ClusterProperties properties, @Nullable Double phiAlias) {
        this.properties = properties;
        this.phiAlias = phiAlias;
    }

    /** The timing that these settings ask for, fit or not: {@link #agentConfig} judges it. */
    public static TimingProfile timing(ClusterProperties properties, PhiProperties phi) {
        return new ClusterSettings(properties, phi.threshold()).timing();
    }

    /**
     * The configuration of the agent, or one exception with everything that is wrong.
     *
     * @param serviceName Under which name others find the service, empty if it has none.
     */
    public static AgentConfig agentConfig(
            ClusterProperties properties,
            TimingProfile timing,
            String serviceName,
            List<AgentConfigCustomizer> customizers) {
        return new ClusterSettings(properties, null).agentConfig(timing, serviceName, customizers);
    }

    private AgentConfig agentConfig(TimingProfile timing, String serviceName, List<AgentConfigCustomizer> customizers) {
        String id = ClusterProperties.text(properties.node().id());
        AgentConfig.Builder builder = AgentConfig.builder(id.isEmpty() ? "unnamed" : id)
                .zone(ClusterProperties.text(properties.node().zone()))
                .failureDomain(ClusterProperties.text(properties.node().failureDomain()))
                .bind(bind())
                .advertise(ClusterProperties.text(properties.node().advertise()))
                .alias(ClusterProperties.text(properties.node().alias()))
                .secret(secret())
                .profile(timing)
                .leaveTimeout(properties.agent().leaveTimeout());
        judgeId(id);
        builder.coordinators(coordinators());
        HealthRules.judge(problems, properties.health());
        ServiceRules.judge(problems, properties.service(), serviceName);
        customizers.forEach(customizer -> customizer.customize(builder));
        return checked(builder);
    }

    private void judgeId(String id) {
        if (id.isEmpty()) {
            problems.add(
                    "cluster.node.id is not set: it names this process in the cluster and must be its own, so it cannot be guessed; set it, for example cluster.node.id=orders-1, or ${spring.application.name}-${HOSTNAME} where every instance has a host name of its own");
        }
    }

    private AgentConfig checked(AgentConfig.Builder builder) {
        AgentConfig config = null;
        try {
            config = builder.build();
        } catch (AgentConfigException e) {
            problems.addAll(e.problems());
        }
        if (config == null || !problems.isEmpty()) {
            throw new ClusterSettingsException(problems);
        }
        return config;
    }

    private HostPort bind() {
        String bind = properties.node().bind();
        try {
            return HostPort.parse(bind);
        } catch (IllegalArgumentException e) {
            problems.add("cluster.node.bind must be a host and a port, got '%s': %s; 127.0.0.1:0 is a local one"
                    .formatted(bind, e.getMessage()));
            return NOWHERE;
        }
    }

    private List<URI> coordinators() {
        List<URI> coordinators = new ArrayList<>();
        for (String text : properties.coordinators()) {
            try {
                coordinators.add(new URI(text.strip()));
            } catch (URISyntaxException e) {
                problems.add("cluster.coordinators must be URLs like http://host:8081, got '%s'".formatted(text));
            }
        }
        if (properties.coordinators().isEmpty()) {
            problems.add(
                    "cluster.coordinators is not set: without one there is no cluster to join; set their base URLs, for example cluster.coordinators=%s, or cluster.enabled=false to run without a cluster"
                            .formatted(A_COORDINATOR));
        }
        // One that stands for those that are wrong, so that the rest is judged and nothing is told twice.
        return coordinators.isEmpty() ? List.of(URI.create(A_COORDINATOR)) : coordinators;
    }

    private @Nullable ClusterSecret secret() {
        return new SecretSource(properties.secret(), properties.secretFile()).read(problems);
    }

    private TimingProfile timing() {
        TimingProfile base = properties.profile().timing();
        ClusterProperties.Failure failure = properties.failure();
        ClusterProperties.Raft raft = properties.raft();
        Integer fanout = properties.gossip().fanout();
        return new TimingProfile(
                or(properties.heartbeat().interval(), base.heartbeat()),
                or(failure.silenceFloor(), base.silenceFloor()),
                or(failure.silenceCap(), base.silenceCap()),
                phi(base.phiThreshold()),
                or(failure.timeout(), base.failureTimeout()),
                or(raft.electionMin(), base.electionMin()),
                or(raft.electionMax(), base.electionMax()),
                or(raft.heartbeat(), base.raftHeartbeat()),
                or(properties.gossip().interval(), base.gossipInterval()),
                fanout == null ? base.gossipFanout() : fanout,
                or(properties.recovery().stabilization(), base.stabilization()));
    }

    private double phi(double base) {
        Double own = properties.failure().phiThreshold();
        if (own != null) {
            return own;
        }
        return phiAlias == null ? base : phiAlias;
    }

    private static Duration or(@Nullable Duration own, Duration base) {
        return own == null ? base : own;
    }
}
