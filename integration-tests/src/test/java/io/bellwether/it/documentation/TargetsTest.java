package io.bellwether.it.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Prometheus finds its targets by asking the cluster. */
class TargetsTest {

    @Test
    void everyCoordinatorIsAskedWhomToScrape() throws IOException {
        assertThat(Repository.read("prometheus/prometheus.yml"))
                .contains(
                        "http://cluster-coordinator:8081/prometheus/targets",
                        "http://cluster-coordinator-2:8084/prometheus/targets",
                        "http://cluster-coordinator-3:8085/prometheus/targets")
                .as("the leader's series are about other nodes")
                .containsPattern("job_name: bellwether\\n(?:.*\\n){1,3}    honor_labels: true");
    }
}
