package io.bellwether.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.transport.CannotListenException;
import io.bellwether.agent.transport.HostPort;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AgentConfigTest {

    private static AgentConfig.Builder good() {
        return AgentConfig.builder("a").coordinators(List.of(URI.create("http://127.0.0.1:8081")));
    }

    private static TimingProfile withCap(Duration cap) {
        TimingProfile fast = TimingProfile.FAST;
        return new TimingProfile(
                fast.heartbeat(),
                fast.silenceFloor(),
                cap,
                fast.phiThreshold(),
                fast.failureTimeout(),
                fast.electionMin(),
                fast.electionMax(),
                fast.raftHeartbeat(),
                fast.gossipInterval(),
                fast.gossipFanout(),
                fast.stabilization());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatExceptionOfType(AgentConfigException.class)
                .isThrownBy(() -> AgentConfig.builder("not a name")
                        .zone("z".repeat(65))
                        .bind(new HostPort("0.0.0.0", 7800))
                        .coordinators(List.of(URI.create("ftp://host"), URI.create("http://u:p@host:1")))
                        .profile(withCap(Duration.ofMillis(100)))
                        .leaveTimeout(Duration.ofHours(1))
                        .build())
                .withMessageStartingWith("The agent does not start with this configuration:\n- cluster.node.id must be")
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(7)
                        .anySatisfy(problem -> assertThat(problem).startsWith("cluster.node.zone must be at most 64"))
                        .anySatisfy(
                                problem -> assertThat(problem).startsWith("cluster.node.advertise must be set where"))
                        .anySatisfy(problem -> assertThat(problem).endsWith("got 'ftp://host'"))
                        .anySatisfy(problem -> assertThat(problem).endsWith("got 'http://u:p@host:1'"))
                        .anySatisfy(problem -> assertThat(problem).startsWith("cluster.failure.silence-cap must be"))
                        .anySatisfy(problem -> assertThat(problem).startsWith("cluster.agent.leave-timeout must be")));
    }

    @Test
    void withoutCoordinatorsItSaysWhatOneLooksLike() {
        assertThatExceptionOfType(AgentConfigException.class)
                .isThrownBy(() -> AgentConfig.builder("a").build())
                .withMessageContaining("got 0; http://127.0.0.1:8081 is that of a local one");
    }

    @Test
    void othersAreToldThePortThatWasChosen() {
        ClusterAgent agent = new ClusterAgent(good().build());
        try {
            assertThat(agent.advertisedAddress())
                    .isEqualTo("127.0.0.1:" + agent.localAddress().getPort());
        } finally {
            agent.stop(Duration.ZERO);
        }
    }

    @Test
    void whatIsAdvertisedMayDifferFromWhereItListens() {
        ClusterSecret secret = ClusterSecret.of(new byte[32]);
        ClusterAgent named = new ClusterAgent(good().bind(new HostPort("0.0.0.0", 0))
                .advertise("me.example")
                .secret(secret)
                .build());
        ClusterAgent mapped =
                new ClusterAgent(good().advertise("me.example:1234").build());
        try {
            assertThat(named.advertisedAddress())
                    .isEqualTo("me.example:" + named.localAddress().getPort());
            assertThat(mapped.advertisedAddress()).isEqualTo("me.example:1234");
        } finally {
            named.stop(Duration.ZERO);
            mapped.stop(Duration.ZERO);
        }
    }

    @Test
    void beyondLoopbackItNeedsASecret() {
        AgentConfig config =
                good().bind(new HostPort("0.0.0.0", 0)).advertise("me.example").build();
        assertThatExceptionOfType(CannotListenException.class)
                .isThrownBy(() -> new ClusterAgent(config))
                .satisfies(e -> assertThat(e.todo()).contains("cluster.secret"));
    }

    @Test
    void anAliasThatIsNobodysIsAdvertisedUntilAnAddressIsFound() {
        ClusterAgent agent = new ClusterAgent(good().alias("localhost").build());
        try {
            assertThat(agent.advertisedAddress())
                    .isEqualTo("localhost:" + agent.localAddress().getPort());
        } finally {
            agent.stop(Duration.ZERO);
        }
    }

    @Test
    void anAliasIsANameAndStandsAlone() {
        assertThatExceptionOfType(AgentConfigException.class)
                .isThrownBy(() -> good().alias("me.cluster").advertise("me").build())
                .withMessageContaining(
                        "cluster.node.advertise ('me') and cluster.node.alias ('me.cluster') are both set");
        assertThatExceptionOfType(AgentConfigException.class)
                .isThrownBy(() -> good().alias("me.cluster:7800").build())
                .withMessageContaining("without a port, got 'me.cluster:7800'");
    }
}
