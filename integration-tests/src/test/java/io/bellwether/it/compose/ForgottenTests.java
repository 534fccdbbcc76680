package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docker-compose down -v} and up again. */
abstract class ForgottenTests {

    private static final List<String> COORDINATORS =
            List.of("cluster-coordinator", "cluster-coordinator-2", "cluster-coordinator-3");

    private final ComposeProject project;

    ForgottenTests(ComposeProject project) {
        this.project = project;
    }

    @Test
    void nothingIsLeftAndTheNextClusterBeginsAnew() {
        var former = project.operatorToken();

        project.down();
        assertThat(project.leftovers()).isEmpty();

        project.up(COORDINATORS);
        var first = new Coordinator(project, COORDINATORS.getFirst(), "COORDINATOR_PORT");
        await("the coordinators found a cluster")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(first.members())
                        .hasSize(3)
                        .allSatisfy((name, state) -> assertThat(state).as(name).isEqualTo("HEALTHY")));
        assertThat(first.newestEvent()).as("only joins").isLessThanOrEqualTo(6);
        assertThat(project.operatorToken()).isNotEqualTo(former);
        assertThat(first.get("/api/v1/config/compose-it").statusCode()).isEqualTo(404);
    }
}
