package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StatusTest {

    private static final SystemStatus.NodeStatus HEALTHY = new SystemStatus.NodeStatus(
            "redis",
            SystemStatus.State.HEALTHY,
            "127.0.0.1",
            6379,
            42L,
            Instant.parse("2026-01-02T03:04:05Z"),
            5L << 20,
            "");
    private static final SystemStatus.NodeStatus DOWN = new SystemStatus.NodeStatus(
            "kafka", SystemStatus.State.DOWN, "127.0.0.1", 9092, null, null, null, "does not run");

    @Test
    void oneNodeThatIsDownMakesTheSystemUnhealthy() {
        assertThat(new SystemStatus("home", List.of(HEALTHY), null).healthy()).isTrue();
        assertThat(new SystemStatus("home", List.of(HEALTHY, DOWN), null).healthy())
                .isFalse();
        assertThat(new SystemStatus("home", List.of(HEALTHY, DOWN), null).nothingRuns())
                .isFalse();
        assertThat(new SystemStatus("home", List.of(DOWN), null).nothingRuns()).isTrue();
    }

    @Test
    void aProgramReadsTheSameFactsAsAPerson() {
        var json = JsonMapper.shared()
                .readTree(StatusJson.of(new SystemStatus("home", List.of(HEALTHY, DOWN), null), ClusterStatus.NONE));

        assertThat(json.get("healthy").asBoolean()).isFalse();
        var redis = json.get("nodes").get(0);
        assertThat(redis.get("state").asString()).isEqualTo("healthy");
        assertThat(redis.get("pid").asLong()).isEqualTo(42);
        assertThat(redis.get("since").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(redis.has("reason")).isFalse();
        var kafka = json.get("nodes").get(1);
        assertThat(kafka.get("reason").asString()).isEqualTo("does not run");
        assertThat(kafka.has("pid")).isFalse();
    }

    private static ClusterStatus cluster(boolean quorum, String status) {
        return new ClusterStatus(JsonMapper.shared().readTree("""
                {"hasQuorum": %s, "membership": {"a": {"nodeId": "a", "status": "HEALTHY"}, "b": {"nodeId": "b", "status": "%s"}}}
                """.formatted(quorum, status)), "");
    }

    @Test
    void theClusterIsWellWhileAMajorityLeadsAndNobodyIsLost() {
        assertThat(cluster(true, "HEALTHY").isWell()).isTrue();
        assertThat(cluster(true, "RECOVERING").isWell()).isTrue();
        assertThat(cluster(true, "UNREACHABLE").isWell()).isFalse();
        assertThat(cluster(true, "QUARANTINED").isWell()).isFalse();
        assertThat(cluster(false, "HEALTHY").isWell()).isFalse();
        assertThat(new ClusterStatus(null, "nobody answers").isWell()).isFalse();
        assertThat(ClusterStatus.NONE.isWell()).isTrue();
    }

    @Test
    void aProgramFindsTheClusterBesideTheProcesses() {
        var system = new SystemStatus("home", List.of(HEALTHY), null);

        var json = JsonMapper.shared().readTree(StatusJson.of(system, cluster(true, "DEGRADED")));
        assertThat(json.at("/cluster/membership/b/status").asString()).isEqualTo("DEGRADED");
        assertThat(json.has("clusterFailure")).isFalse();

        var unknown = JsonMapper.shared().readTree(StatusJson.of(system, new ClusterStatus(null, "nobody answers")));
        assertThat(unknown.has("cluster")).isFalse();
        assertThat(unknown.get("clusterFailure").asString()).isEqualTo("nobody answers");
    }
}
