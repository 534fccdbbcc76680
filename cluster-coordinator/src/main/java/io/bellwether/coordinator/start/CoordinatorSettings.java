package io.bellwether.coordinator.start;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.AgentConfigException;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.coordinator.host.HostSettings;
import io.bellwether.coordinator.raft.RatisSettings;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.timing.TimingProblem;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.protocol.timing.TimingRules;
import io.bellwether.protocol.timing.TimingSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the configuration of a coordinator from its settings, and tells all that is wrong with them at once. */
public final class CoordinatorSettings {

    private static final int SECRET_FILE_BYTES_MAX = 4_096;
    private static final Duration REPLICATION_TIMEOUT_MAX = Duration.ofMinutes(1);
    private static final HostPort NOWHERE = new HostPort("127.0.0.1", 0);

    private final CoordinatorProperties properties;
    private final @Nullable Double phiAlias;
    private final int webPort;
    private final List<String> problems = new ArrayList<>();

    private CoordinatorSettings(CoordinatorProperties properties, @Nullable Double phiAlias, int webPort) {
        this.properties = properties;
        this.phiAlias = phiAlias;
        this.webPort = webPort;
    }

    /**
     * The configuration, or one exception with everything that is wrong.
     *
     * @param phiAlias The value of {@code phi.threshold}, which {@code cluster.failure.phi-threshold} wins over.
     * @param webPort Where this process serves HTTP, for a coordinator that is the only one.
     */
    public static HostSettings of(CoordinatorProperties properties, @Nullable Double phiAlias, int webPort) {
        return new CoordinatorSettings(properties, phiAlias, webPort).checked();
    }

    private HostSettings checked() {
        TimingProfile timing = timing();
        ClusterSecret secret = secret();
        List<Voter> voters = voters();
        judgeTiming(timing, voters);
        Duration patience = properties.raft().replicationTimeout();
        if (patience.isNegative() || patience.isZero() || patience.compareTo(REPLICATION_TIMEOUT_MAX) > 0) {
            problems.add("cluster.raft.replication-timeout must be 1ms to %ds, got %s; 10s is the default"
                    .formatted(REPLICATION_TIMEOUT_MAX.toSeconds(), patience));
        }
        AgentConfig agent = agent(timing, secret);
        RatisSettings raft = raft(timing, voters, secret);
        if (!problems.isEmpty() || agent == null || raft == null) {
            throw new CoordinatorSettingsException(problems);
        }
        return new HostSettings(agent, raft, patience);
    }

    private String id() {
        return properties.node().id().strip();
    }

    private @Nullable AgentConfig agent(TimingProfile timing, @Nullable ClusterSecret secret) {
        try {
            return AgentConfig.builder(id())
                    .zone(properties.node().zone())
                    .failureDomain(properties.node().failureDomain())
                    .coordinator(true)
                    .bind(bind())
                    .advertise(properties.node().advertise())
                    .alias(properties.node().alias())
                    .coordinators(coordinators())
                    .secret(secret)
                    .profile(timing)
                    .leaveTimeout(properties.agent().leaveTimeout())
                    .build();
        } catch (AgentConfigException e) {
            // Timings were judged with the voters already.
            e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
            return null;
        }
    }

    private HostPort bind() {
        String bind = properties.node().bind();
        try {
            return HostPort.parse(bind);
        } catch (IllegalArgumentException e) {
            problems.add("cluster.node.bind must be a host and a port, got '%s': %s; 127.0.0.1:7800 is a local one"
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
        // Its own may be left out; that of another would be missed when they found the cluster together.
        int others = properties.raft().voters().size() - 1;
        int named = Set.copyOf(coordinators).size();
        if (named > 0 && named < others) {
            problems.add(
                    "cluster.coordinators names %d and cluster.raft.voters %d: a new cluster is founded once all its coordinators have heard from each other, so name the URL of each of them in cluster.coordinators"
                            .formatted(named, others + 1));
        }
        boolean alone = coordinators.isEmpty() && properties.raft().singleCoordinator();
        return alone ? List.of(URI.create("http://127.0.0.1:" + webPort)) : coordinators;
    }

    private List<Voter> voters() {
        List<Voter> voters = new ArrayList<>();
        for (String text : properties.raft().voters()) {
            int equals = text.indexOf('=');
            try {
                String name = text.substring(0, Math.max(0, equals)).strip();
                voters.add(
                        new Voter(new NodeId(name), text.substring(equals + 1).strip()));
            } catch (IllegalArgumentException e) {
                problems.add("cluster.raft.voters must be entries like coordinator-1=127.0.0.1:9800, got '%s': %s"
                        .formatted(text, e.getMessage()));
            }
        }
        boolean alone = properties.raft().singleCoordinator();
        if (properties.raft().voters().isEmpty() && alone && NodeId.isValid(id())) {
            voters.add(new Voter(new NodeId(id()), "127.0.0.1:9800"));
        } else if (properties.raft().voters().isEmpty() && !alone) {
            problems.add(
                    "cluster.raft.voters is not set: a coordinator agrees with others, and nobody can guess who they are. Name all of them, for example cluster.raft.voters=coordinator-1=127.0.0.1:9800,coordinator-2=127.0.0.1:9801,coordinator-3=127.0.0.1:9802, or say cluster.raft.single-coordinator=true to run one that nothing replaces when it fails");
        }
        if (voters.size() == 1 && !alone) {
            problems.add(
                    "cluster.raft.voters names one coordinator, which nothing replaces when it fails; name three, or say cluster.raft.single-coordinator=true if one is meant");
        }
        return voters;
    }

    private void judgeTiming(TimingProfile timing, List<Voter> voters) {
        // A list that could not be read has been told of already.
        int count = voters.isEmpty() ? 1 : voters.size();
        boolean meant = properties.raft().singleCoordinator() || voters.isEmpty();
        for (TimingProblem problem : TimingRules.judge(timing, count, meant).problems()) {
            String text = problem.toString();
            problems.add(
                    problem.setting() == TimingSetting.VOTERS
                            ? text.replace(TimingSetting.VOTERS.key(), "cluster.raft.voters")
                            : text);
        }
    }

    private @Nullable RatisSettings raft(TimingProfile timing, List<Voter> voters, @Nullable ClusterSecret secret) {
        Voter self = voters.stream()
                .filter(voter -> voter.id().name().equals(id()))
                .findFirst()
                .orElse(null);
        if (self == null) {
            if (!voters.isEmpty()) {
                problems.add("cluster.raft.voters must name this coordinator, '%s', got %s"
                        .formatted(id(), properties.raft().voters()));
            }
            return null;
        }
        String listen = properties.raft().bind().isEmpty()
                ? HostPort.parse(self.address()).host()
                : properties.raft().bind().strip();
        if (secret == null && !isLoopback(listen)) {
            problems.add(
                    "cluster.raft.bind (%s) is beyond loopback and there is no secret: anybody could vote. Set cluster.secret-file to the secret of the cluster, or listen on 127.0.0.1"
                            .formatted(listen));
        }
        try {
            return new RatisSettings(
                    properties.name(),
                    self,
                    voters,
                    listen,
                    self.port(),
                    properties.dataDirectory(),
                    timing,
                    properties.raft().snapshotThreshold(),
                    RatisSettings.SEGMENT_BYTES,
                    properties.raft().batchMax(),
                    "./bellwether voters replace " + self.id());
        } catch (IllegalArgumentException e) {
            problems.add("cluster.raft is wrong: " + e.getMessage());
            return null;
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            // A name that nobody knows is no loopback; opening it will say the rest.
            return false;
        }
    }

    private @Nullable ClusterSecret secret() {
        String text = properties.secret();
        Path file = properties.secretFile();
        try {
            if (text != null && !text.isBlank()) {
                if (file != null) {
                    problems.add(
                            "cluster.secret and cluster.secret-file are both set: nobody can tell which one is meant; remove one");
                }
                return ClusterSecret.parse(text);
            }
            if (file == null) {
                return null;
            }
            if (Files.size(file) > SECRET_FILE_BYTES_MAX) {
                problems.add(
                        "cluster.secret-file names %s, which is longer than any secret; name the file with the secret"
                                .formatted(file));
                return null;
            }
            return ClusterSecret.parse(Files.readString(file));
        } catch (IOException e) {
            problems.add(
                    "cluster.secret-file cannot be read (%s); put the secret of the cluster there and make it readable for this process"
                            .formatted(e));
        } catch (IllegalArgumentException e) {
            problems.add(
                    "the secret of the cluster (cluster.secret or cluster.secret-file) is none: " + e.getMessage());
        }
        return null;
    }

    private TimingProfile timing() {
        TimingProfile base = profile();
        CoordinatorProperties.Failure failure = properties.failure();
        CoordinatorProperties.Raft raft = properties.raft();
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

    private TimingProfile profile() {
        return switch (properties.profile().strip().toLowerCase(Locale.ROOT)) {
            case "fast" -> TimingProfile.FAST;
            case "default" -> TimingProfile.DEFAULT;
            case "steady" -> TimingProfile.STEADY;
            case "wan" -> TimingProfile.WAN;
            default -> {
                problems.add("cluster.profile must be fast, default, steady or wan, got '%s'"
                        .formatted(properties.profile()));
                yield TimingProfile.DEFAULT;
            }
        };
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
