package io.bellwether.spring.lifecycle;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.ClusterAgent;
import io.bellwether.agent.view.AgentState;
import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Request;
import io.bellwether.protocol.node.Stage;
import io.bellwether.protocol.quorum.Mode;
import io.bellwether.spring.FakeCoordinator;
import io.bellwether.spring.LiveApplication;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/** With a real web server. */
final class AgentLifecycleTest {

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final List<LiveApplication> applications = new ArrayList<>();

    @AfterEach
    void close() {
        applications.forEach(LiveApplication::close);
        coordinator.close();
    }

    private LiveApplication start(String... settings) {
        LiveApplication application = new LiveApplication(settings);
        applications.add(application);
        return application;
    }

    private static void awaitMember(LiveApplication application) {
        await("it is in")
                .atMost(ofSeconds(10))
                .until(() -> application.bean(ClusterView.class).now().stage() == Stage.MEMBER);
    }

    @Test
    void itJoinsWhenTheWebServerServesAndLeavesWhileItStillDoes() {
        HttpClient http = HttpClient.newHttpClient();
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicInteger port = new AtomicInteger();
        coordinator.witness(request -> {
            if (request instanceof Request.Leave) {
                seen.add("leave, web server answers "
                        + LiveApplication.get(http, port.get(), "/hello").statusCode());
            }
        });
        LiveApplication application = start("cluster.coordinators=" + coordinator.base());
        port.set(application.port());
        awaitMember(application);

        application.close();

        assertThat(seen).containsExactly("leave, web server answers 200");
        assertThat(coordinator.view().size()).isZero();
    }

    @Test
    void itsPhaseIsAboveThoseOfTheWebServerAndBelowThatOfListeners() {
        assertThat(AgentLifecycle.PHASE)
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
                .isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE)
                .isLessThan(SmartLifecycle.DEFAULT_PHASE - 100);
    }

    @Test
    void withoutAnyCoordinatorTheApplicationStartsAndIsMarked() {
        LiveApplication application = start("cluster.coordinators=http://127.0.0.1:1");

        assertThat(application.get("/hello").body()).isEqualTo("hello");
        assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
        await("it says why").atMost(ofSeconds(10)).untilAsserted(() -> {
            assertThat(application.get("/actuator/health/cluster").body())
                    .contains("\"status\":\"UNKNOWN\"", "no coordinator answered", "\"stage\":\"OUTSIDE\"");
            assertThat(application.get("/actuator/cluster").body())
                    .contains("\"stage\":\"OUTSIDE\"", "\"members\":[]", "no coordinator answered");
        });
        long before = System.nanoTime();
        application.close();
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - before)).isLessThan(ofSeconds(8));
    }

    @Test
    void aClusterThatGoesAwayTouchesNeitherLivenessNorReadiness() {
        LiveApplication application = start("cluster.coordinators=" + coordinator.base());
        awaitMember(application);
        assertThat(application.get("/actuator/health/cluster").body()).contains("\"status\":\"UP\"");

        coordinator.close();

        await("it notices")
                .atMost(ofSeconds(15))
                .until(() -> application.bean(ClusterView.class).now().mode() == Mode.READ_ONLY);
        assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/cluster").body()).contains("\"mode\":\"READ_ONLY\"");
    }

    @Test
    void everybodyIsToldWhereTheApplicationServes() {
        LiveApplication application = start(
                "cluster.coordinators=" + coordinator.base(),
                "cluster.service.public-url=http://orders.example",
                "cluster.service.metadata.version=7",
                "cluster.service.metadata.service=not-this-one");
        awaitMember(application);
        await("it is told")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(application
                                .bean(ClusterView.class)
                                .now()
                                .member(new NodeId("orders-1"))
                                .orElseThrow()
                                .metadata())
                        .containsOnly(
                                java.util.Map.entry("service", "orders"),
                                java.util.Map.entry("url", "http://127.0.0.1:" + application.port()),
                                java.util.Map.entry("public-url", "http://orders.example"),
                                java.util.Map.entry(
                                        "metrics-url",
                                        "http://127.0.0.1:" + application.port() + "/actuator/prometheus"),
                                java.util.Map.entry("version", "7")));
        assertThat(application.get("/actuator/cluster/orders-1").body())
                .contains("\"status\":\"HEALTHY\"", "\"public-url\":\"http://orders.example\"");
        assertThat(application.get("/actuator/cluster/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void aContextThatIsStoppedAndStartedGoesOnOutside() {
        LiveApplication application = start("cluster.coordinators=" + coordinator.base());
        awaitMember(application);
        application.context().stop();
        assertThat(application.bean(ClusterView.class).now().state()).isEqualTo(AgentState.STOPPED);
        application.context().start();
        assertThat(application.get("/hello").statusCode()).isEqualTo(200);
        assertThat(application.bean(ClusterAgent.class).view().now().stage()).isEqualTo(Stage.LEFT);
    }
}
