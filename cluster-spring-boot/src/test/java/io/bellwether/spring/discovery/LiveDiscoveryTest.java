package io.bellwether.spring.discovery;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.spring.FakeCoordinator;
import io.bellwether.spring.LiveApplication;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;

/** Two members that find each other, through a real agent each. */
final class LiveDiscoveryTest {

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final LiveApplication application = new LiveApplication("cluster.coordinators=" + coordinator.base());
    private final ClusterAgent other = agent("orders-2");
    private final List<ClusterAgent> messengers = new ArrayList<>();

    @AfterEach
    void close() {
        messengers.forEach(messenger -> messenger.stop(Duration.ZERO));
        other.stop(Duration.ZERO);
        application.close();
        coordinator.close();
    }

    /** What is committed comes with the view of the next one that joins: here no coordinator spreads it. */
    private void commit(String node, MemberStatus status) {
        coordinator.commit(node, status);
        ClusterAgent messenger = agent("messenger-" + messengers.size());
        messengers.add(messenger);
        messenger.start();
    }

    private ClusterAgent agent(String name) {
        return new ClusterAgent(AgentConfig.builder(name)
                .coordinators(List.of(URI.create(coordinator.base())))
                .zone("west")
                .profile(TimingProfile.FAST)
                .build());
    }

    private List<ServiceInstance> orders() {
        return application.bean(ClusterDiscoveryClient.class).getInstances("orders");
    }

    private void awaitIds(String... ids) {
        await("instances")
                .pollInterval(ofMillis(20))
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(orders())
                        .extracting(ServiceInstance::getInstanceId)
                        .containsExactly(ids));
    }

    private void startOther() {
        other.describe(List.of(new Entry("service", "orders"), new Entry("url", "http://10.0.0.2:8080")));
        other.start();
        awaitIds("orders-1", "orders-2");
    }

    @Test
    void aMemberIsAnInstanceWithScoreZoneAndState() {
        startOther();
        ServiceInstance found = orders().getLast();
        assertThat(found.getHost()).isEqualTo("10.0.0.2");
        assertThat(found.getPort()).isEqualTo(8080);
        assertThat(found.isSecure()).isFalse();
        assertThat(found.getUri()).isEqualTo(URI.create("http://10.0.0.2:8080"));
        assertThat(found.getServiceId()).isEqualTo("orders");
        await("its score is known")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(orders().getLast().getMetadata())
                        .containsEntry("zone", "west")
                        .containsEntry("state", "HEALTHY")
                        .containsKey("score"));
        assertThat(application
                        .bean(ReactiveClusterDiscoveryClient.class)
                        .getInstances("ORDERS")
                        .collectList()
                        .block(ofSeconds(1)))
                .isEqualTo(orders());
        assertThat(application
                        .bean(ReactiveClusterDiscoveryClient.class)
                        .getServices()
                        .collectList()
                        .block(ofSeconds(1)))
                .containsExactly("orders");
        DiscoveryClient all = application.bean(CompositeDiscoveryClient.class);
        assertThat(all.getServices()).contains("orders");
        assertThat(orders().getFirst().getUri()).isEqualTo(URI.create("http://127.0.0.1:" + application.port()));
    }

    @Test
    void aChangeIsPushedOnceWithin200MillisecondsOfTheLocalApply() {
        startOther();
        int beats = application.heartbeats();
        commit("orders-2", MemberStatus.UNREACHABLE);
        await("it is applied here")
                .pollInterval(ofMillis(2))
                .atMost(ofSeconds(10))
                .until(() -> application
                                .bean(ClusterView.class)
                                .now()
                                .member(new NodeId("orders-2"))
                                .orElseThrow()
                                .member()
                                .status()
                        == MemberStatus.UNREACHABLE);
        await("it is pushed")
                .pollInterval(ofMillis(2))
                .atMost(ofMillis(200))
                .until(() -> orders().size() == 1 && application.heartbeats() == beats + 1);
    }

    @Test
    void whoShouldGetNoRequestsIsLeftOutUnlessNobodyElseIsThere() {
        startOther();
        commit("orders-2", MemberStatus.DRAINING);
        awaitIds("orders-1");
        commit("orders-1", MemberStatus.UNREACHABLE);
        awaitIds("orders-1");
        commit("orders-2", MemberStatus.QUARANTINED);
        awaitIds("orders-1", "orders-2");
        commit("orders-2", MemberStatus.RECOVERING);
        awaitIds("orders-2");
    }

    @Test
    void withoutACoordinatorTheLastServicesStay() {
        startOther();
        coordinator.close();
        other.stop(Duration.ZERO);
        application.context().stop();
        assertThat(orders()).hasSize(2);
    }

    @Test
    void whoServesNothingOrSaysItBadlyIsNoInstance() {
        startOther();
        other.describe(List.of(new Entry("service", "orders"), new Entry("url", ":// no url")));
        awaitIds("orders-1");
        other.describe(List.of(new Entry("service", "billing"), new Entry("url", "https://10.0.0.2")));
        await("it is another service now")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(
                                application.bean(ClusterDiscoveryClient.class).getInstances("billing"))
                        .singleElement()
                        .satisfies(instance -> {
                            assertThat(instance.getPort()).isEqualTo(443);
                            assertThat(instance.isSecure()).isTrue();
                        }));
        assertThat(application.bean(ClusterDiscoveryClient.class).getServices()).containsExactly("billing", "orders");
    }
}
