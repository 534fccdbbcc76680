package io.bellwether.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete from. */
final class MetadataTest {

    private static Map<String, JsonNode> metadata() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        try (InputStream file = Objects.requireNonNull(
                ClusterProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            for (JsonNode setting : JsonMapper.shared().readTree(file).get("properties")) {
                settings.put(setting.get("name").asString(), setting);
            }
        }
        return settings;
    }

    @Test
    void everySettingOfTheContractIsKnown() throws IOException {
        assertThat(metadata())
                .containsKeys(
                        "cluster.enabled",
                        "cluster.node.id",
                        "cluster.node.zone",
                        "cluster.node.failure-domain",
                        "cluster.node.bind",
                        "cluster.node.advertise",
                        "cluster.coordinators",
                        "cluster.profile",
                        "cluster.secret",
                        "cluster.secret-file",
                        "cluster.heartbeat.interval",
                        "cluster.failure.timeout",
                        "cluster.failure.phi-threshold",
                        "cluster.failure.silence-floor",
                        "cluster.failure.silence-cap",
                        "phi.threshold",
                        "cluster.gossip.interval",
                        "cluster.gossip.fanout",
                        "cluster.recovery.stabilization",
                        "cluster.raft.heartbeat",
                        "cluster.raft.election-min",
                        "cluster.raft.election-max",
                        "cluster.agent.leave-timeout");
    }

    @Test
    void everySettingIsExplained() throws IOException {
        assertThat(metadata())
                .isNotEmpty()
                .allSatisfy((name, setting) -> assertThat(
                                setting.path("description").asString(""))
                        .as(name)
                        .endsWith("."));
    }
}
