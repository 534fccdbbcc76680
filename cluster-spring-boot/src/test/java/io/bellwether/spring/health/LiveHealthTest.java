package io.bellwether.spring.health;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.view.ClusterView;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthScore;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.spring.FakeCoordinator;
import io.bellwether.spring.LiveApplication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** What the application goes through arrives in the score. */
final class LiveHealthTest {

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final LiveApplication application = new LiveApplication("cluster.coordinators=" + coordinator.base());

    @AfterEach
    void close() {
        application.close();
        coordinator.close();
    }

    private HealthTerm term(Dimension dimension) {
        return application.bean(ClusterView.class).now().status().terms().stream()
                .filter(term -> term.dimension() == dimension)
                .findFirst()
                .orElseThrow();
    }

    private int score() {
        return application.bean(ClusterView.class).now().status().score();
    }

    @Test
    void aBackEndThatIsAwayCapsTheScoreAndLeavesLivenessAndReadinessAlone() {
        LiveApplication.BackEnd db = application.bean(LiveApplication.BackEnd.class);
        db.is(Status.DOWN);
        await("the score is capped").atMost(ofSeconds(20)).untilAsserted(() -> {
            assertThat(term(Dimension.OUTSIDE).detail()).isEqualTo("db");
            assertThat(score()).isBetween(1, HealthScore.OUTSIDE_CAP + 2);
        });
        assertThat(application.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(application.get("/actuator/health").statusCode())
                .as("Boot's own health says what it always says")
                .isEqualTo(503);
        db.is(Status.UP);
        await("it is over")
                .atMost(ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(term(Dimension.OUTSIDE).detail()).isEmpty());
    }

    @Test
    void requestsThatFailCountAndThoseThatAreRefusedOrAskedOfTheActuatorDoNot() {
        for (int i = 0; i < 40; i++) {
            application.get("/hello");
            application.get("/later");
            application.get("/actuator/nothing");
        }
        await("requests are known")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(term(Dimension.ERRORS).input()).isZero());
        assertThat(term(Dimension.LATENCY).input()).isBetween(1.0, 3_000.0);
        for (int i = 0; i < 80; i++) {
            application.get("/boom");
        }
        await("failures are known")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(term(Dimension.ERRORS).input()).isBetween(45.0, 100.0));
    }
}
