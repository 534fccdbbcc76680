package io.bellwether.agent;

import io.bellwether.agent.client.ClientTimeouts;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is set up; checked as a whole when it is made, with one message for everything that is wrong.
 *
 * @param nodeId The name of this node, unique in the cluster.
 * @param zone Its zone, or empty.
 * @param failureDomain Its host or rack, or empty.
 * @param coordinator Whether this process is a coordinator.
 * @param bind Where datagrams are received; port 0 lets the operating system choose.
 * @param advertise The host, or host and port, that others reach it at; empty for that of {@code bind}.
 * @param alias A name of this host, alone or with others, whose address of this host others reach it at; empty for none.
 * @param coordinators The base URLs of the coordinators, as {@code http://host:8081}.
 * @param secret The secret of the cluster; null only where everything is on loopback.
 * @param profile How fast everything goes.
 * @param timeouts How long the client of the coordinators waits.
 * @param leaveTimeout How long a stop waits for the good-bye to be heard.
 */
public record AgentConfig(
        String nodeId,
        String zone,
        String failureDomain,
        boolean coordinator,
        HostPort bind,
        String advertise,
        String alias,
        List<URI> coordinators,
        @Nullable ClusterSecret secret,
        TimingProfile profile,
        ClientTimeouts timeouts,
        Duration leaveTimeout) {

    public AgentConfig {
        coordinators = List.copyOf(coordinators);
        List<String> problems = new ArrayList<>();
        ConfigRules.judge(problems, nodeId, zone, failureDomain);
        ConfigRules.judge(problems, bind, advertise, alias);
        ConfigRules.judge(problems, coordinators, profile);
        ConfigRules.judge(problems, leaveTimeout);
        if (!problems.isEmpty()) {
            throw new AgentConfigException(problems);
        }
    }

    /** Begins with this name and what is right for a process on a developer's machine. */
    public static Builder builder(String nodeId) {
        return new Builder(nodeId);
    }

    /** Gathers a configuration. */
    public static final class Builder {

        private final String nodeId;
        private String zone = "";
        private String failureDomain = "";
        private boolean coordinator;
        private HostPort bind = new HostPort("127.0.0.1", 0);
        private String advertise = "";
        private String alias = "";
        private List<URI> coordinators = List.of();
        private @Nullable ClusterSecret secret;
        private TimingProfile profile = TimingProfile.DEFAULT;
        private ClientTimeouts timeouts = ClientTimeouts.DEFAULT;
        private Duration leaveTimeout = Duration.ofSeconds(3);

        private Builder(String nodeId) {
            this.nodeId = nodeId;
        }

        public Builder zone(String value) {
            zone = value;
            return this;
        }

        public Builder failureDomain(String value) {
            failureDomain = value;
            return this;
        }

        public Builder coordinator(boolean value) {
            coordinator = value;
            return this;
        }

        public Builder bind(HostPort value) {
            bind = value;
            return this;
        }

        public Builder advertise(String value) {
            advertise = value;
            return this;
        }

        public Builder alias(String value) {
            alias = value;
            return this;
        }

        public Builder coordinators(List<URI> value) {
            coordinators = value;
            return this;
        }

        public Builder secret(@Nullable ClusterSecret value) {
            secret = value;
            return this;
        }

        public Builder profile(TimingProfile value) {
            profile = value;
            return this;
        }

        public Builder timeouts(ClientTimeouts value) {
            timeouts = value;
            return this;
        }

        public Builder leaveTimeout(Duration value) {
            leaveTimeout = value;
            return this;
        }

        /** The configuration, or one exception with everything that is wrong. */
        public AgentConfig build() {
            return new AgentConfig(
                    nodeId,
                    zone,
                    failureDomain,
                    coordinator,
                    bind,
                    advertise,
                    alias,
                    coordinators,
                    secret,
                    profile,
                    timeouts,
                    leaveTimeout);
        }
    }
}
