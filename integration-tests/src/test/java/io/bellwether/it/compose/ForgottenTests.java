package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** {@code docker-compose down}, {@code down -v}, and up again. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class ForgottenTests {

    private static final List<String> COORDINATORS =
            List.of("cluster-coordinator", "cluster-coordinator-2", "cluster-coordinator-3");

    private final ComposeProject project;

    ForgottenTests(ComposeProject project) {
        this.project = project;
    }

    @Test
    @Order(1)
    void whatIsStoppedComesBackWithItsData() {
        await("a write is taken")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> leader().put("kept", "value", project.operatorToken())
                                .statusCode(),
                        code -> code == 200 || code == 201);

        project.down();
        project.up(COORDINATORS);

        await("the value is there again")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(first().value("kept")).isEqualTo("value"));
    }

    @Test
    @Order(2)
    void nothingIsLeftAndTheNextClusterBeginsAnew() {
        var former = project.operatorToken();

        project.forget();
        assertThat(project.leftovers()).isEmpty();

        project.up(COORDINATORS);
        var first = first();
        await("the coordinators found a cluster")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(first.members())
                        .hasSize(3)
                        .allSatisfy((name, state) -> assertThat(state).as(name).isEqualTo("HEALTHY")));
        assertThat(first.newestEvent()).as("only joins").isLessThanOrEqualTo(6);
        assertThat(project.operatorToken()).isNotEqualTo(former);
        assertThat(first.get("/api/v1/config/compose-it").statusCode()).isEqualTo(404);
    }

    private Coordinator first() {
        return new Coordinator(project, COORDINATORS.getFirst(), "COORDINATOR_PORT");
    }

    private Coordinator leader() {
        return Stream.of(
                        first(),
                        new Coordinator(project, COORDINATORS.get(1), "COORDINATOR_2_PORT"),
                        new Coordinator(project, COORDINATORS.get(2), "COORDINATOR_3_PORT"))
                .filter(coordinator -> coordinator.id().equals(coordinator.leader()))
                .findFirst()
                .orElseGet(this::first);
    }
}
