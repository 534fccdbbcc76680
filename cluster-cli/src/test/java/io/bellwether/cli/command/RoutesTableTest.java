package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RoutesTableTest {

    private static final String WELL = """
            {"nodeId": "log-producer-1", "state": "HEALTHY", "standing": "WELL", "why": "gets its share", "score": 97,
             "weight": 10.0, "share": 0.667, "waiting": 2, "waitingMax": 100, "latencyMs": 3.14, "ejectedForMs": 0, "circuit": "CLOSED"}""";
    private static final String EJECTED = """
            {"nodeId": "log-producer-2", "state": "HEALTHY", "standing": "EJECTED", "why": "left out for a while",
             "score": null, "weight": 1.5, "share": 0.0, "waiting": 0, "latencyMs": 5000.0, "ejectedForMs": 12300,
             "circuit": "OPEN"}""";

    private static JsonNode routing(boolean frozen, boolean panic, String... instances) {
        return JsonMapper.shared().readTree("""
                {"table": {"frozen": %s, "why": "nobody leads"},
                 "services": [{"service": "log-producer", "panic": %s, "retriesLeft": 30, "instances": [%s],
                   "excluded": [{"nodeId": "log-producer-3", "state": "DRAINING", "why": "an operator asked for it"}]}]}
                """.formatted(frozen, panic, String.join(",", instances)));
    }

    private static String printed(JsonNode routing) {
        var bytes = new ByteArrayOutputStream();
        new RoutesTable(Terminal.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8))).print(routing);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPersonSeesWhoGetsWhatAndWhoNothing() {
        assertThat(printed(routing(false, false, WELL, EJECTED))).isEqualTo("""
                        log-producer
                          NODE             SHARE  SCORE  WEIGHT   WAITING    LATENCY  CIRCUIT    STATE
                          log-producer-1    67 %     97    10.0     2/100     3.1 ms  closed     HEALTHY
                          log-producer-2     0 %      -     1.5         0  5000.0 ms  open       HEALTHY      left out for a while, 13 s more
                          log-producer-3       -                                                 DRAINING     an operator asked for it

                        The list of instances is live: nobody leads
                        """);
    }

    @Test
    void whatIsOutOfTheOrdinaryIsSaid() {
        assertThat(printed(routing(true, true, WELL)))
                .contains("log-producer  fewer than half are well: all get requests\n")
                .endsWith("The list of instances stands still: nobody leads\n");
        assertThat(printed(routing(false, false))).contains("nobody could be asked: requests are answered 503");
    }

    @Test
    void inOrderIsWhereEverybodyWhoIsListedServes() {
        assertThat(RoutesTable.isInOrder(routing(false, false, WELL))).isTrue();
        assertThat(RoutesTable.isInOrder(routing(false, false, WELL, EJECTED))).isFalse();
        assertThat(RoutesTable.isInOrder(routing(true, false, WELL))).isFalse();
        assertThat(RoutesTable.isInOrder(routing(false, true, WELL))).isFalse();
        assertThat(RoutesTable.isInOrder(routing(false, false))).isFalse();
    }
}
