package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MembersTableTest {

    private static final Instant NOW = Instant.parse("2026-01-02T10:30:45Z");

    private static JsonNode status(boolean quorum, String second) {
        return JsonMapper.shared().readTree("""
                {"totalNodes": 2, "healthyNodes": %d, "hasQuorum": %s, "leader": "coordinator-1", "term": 3, "epoch": 7,
                 "membership": {
                   "coordinator-1": {"nodeId": "coordinator-1", "status": "HEALTHY", "healthScore": 98, "phiScore": 0.04,
                     "lastHeartbeatTime": "2026-01-02T10:30:44.5Z", "incarnation": 1, "cause": "first join"},
                   "log-producer-1": {"nodeId": "log-producer-1", "status": "%s", "healthScore": null, "phiScore": 12.5,
                     "lastHeartbeatTime": "2026-01-02T10:30:25Z", "incarnation": 4, "cause": "three observers lost it"}}}
                """.formatted(second.equals("HEALTHY") ? 2 : 1, quorum, second));
    }

    private static String printed(JsonNode status) {
        var bytes = new ByteArrayOutputStream();
        new MembersTable(Terminal.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8)), NOW).print(status);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPersonSeesWhoIsHowWellAndWhy() {
        assertThat(printed(status(true, "UNREACHABLE"))).isEqualTo("""
                NODE            STATUS       SCORE    PHI  LAST BEAT  INCARNATION  CAUSE
                coordinator-1   HEALTHY         98    0.0      0.5 s            1  first join
                log-producer-1  UNREACHABLE      -   12.5       20 s            4  three observers lost it

                1 of 2 healthy, coordinator-1 leads in term 3, epoch 7, writes are accepted
                """);
    }

    @Test
    void withoutAMajorityItSaysSo() {
        assertThat(printed(status(false, "HEALTHY")))
                .endsWith("2 of 2 healthy, read-only: no majority stands behind a leader\n");
    }

    @Test
    void whatIsOutOfTheOrdinaryIsSaid() {
        var without = (ObjectNode) status(false, "HEALTHY");
        without.put("stalenessMillis", 12_345);
        assertThat(printed(without)).endsWith("no majority stands behind a leader, one was heard of 12 s ago\n");

        var stopped = (ObjectNode) status(true, "HEALTHY");
        stopped.put("protectionReason", "more than half of zone x: 3 of 4 gone");
        assertThat(printed(stopped))
                .endsWith("writes are accepted\nRemoval has stopped: more than half of zone x: 3 of 4 gone\n");
    }

    @Test
    void itIsHealthyWithAMajorityAndNobodyIll() {
        assertThat(MembersTable.isHealthy(status(true, "HEALTHY"))).isTrue();
        assertThat(MembersTable.isHealthy(status(false, "HEALTHY"))).isFalse();
        assertThat(MembersTable.isHealthy(status(true, "DEGRADED"))).isFalse();
    }
}
