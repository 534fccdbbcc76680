package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplainScreenTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:17Z");
    private static final int SCREEN_LINES = 40;
    private static final int SCREEN_COLUMNS = 120;

    private static final String LOST = """
            {"nodeId": "log-consumer-1", "status": "UNREACHABLE", "cause": "enough observers lost it",
             "evidence": "2 of 2 observers find it bad: coordinator-1 SILENT coordinator-2 SILENT",
             "since": "2026-01-02T03:04:05Z",
             "source": {"answeredBy": "coordinator-1", "complete": true},
             "health": {"score": 10, "told": 98, "pullsDown": "EDGES", "terms": [
               {"dimension": "CPU", "unit": "% of the limit", "input": null, "inputAbout": 82.5, "points": 68,
                "weight": 0.5, "factor": 0.825, "pullsDown": false, "detail": null},
               {"dimension": "GC", "unit": "% of time", "input": null, "inputAbout": 2, "points": 100,
                "weight": 0.1, "factor": 1, "pullsDown": false, "detail": null},
               {"dimension": "EDGES", "unit": "% of edges that are good", "input": 20, "inputAbout": 20, "points": 1,
                "weight": 0.5, "factor": 0.1, "pullsDown": true, "detail": null}]},
             "observers": {"eligible": 2, "accusing": 2, "needed": 2, "each": [
               {"nodeId": "api-gateway-1", "edge": "GOOD", "forMillis": 600000, "phi": null, "lastBeatMillis": 200,
                "reportMillis": 300, "counts": false, "why": "doubts what it sees"},
               {"nodeId": "coordinator-1", "edge": "SILENT", "forMillis": 11900, "phi": 255.0, "lastBeatMillis": 14900,
                "reportMillis": 300, "counts": true, "why": null},
               {"nodeId": "coordinator-2", "edge": "SILENT", "forMillis": 12100, "phi": 31.5, "lastBeatMillis": 15100,
                "reportMillis": 700, "counts": true, "why": null}]},
             "damping": {"points": 973, "quarantineFrom": 1800, "reuseBelow": 750, "timesUnreachable": 1,
                "held": false, "operatorNeeded": false, "mayReturnInMillis": null},
             "timers": [{"what": "removal", "inMillis": 3000, "note": "more than half of the small zones together: 2 of 3 gone"},
                        {"what": "drain", "inMillis": 600000, "note": null}],
             "orders": [{"order": "drain", "reason": "moves to another host", "endsInMillis": 600000}],
             "events": [
               {"sequence": 7, "type": "member.moved", "time": "2026-01-01T22:00:00Z", "to": "JOINING", "cause": "FIRST_JOIN"},
               {"sequence": 8, "type": "member.moved", "time": "2026-01-02T03:04:05Z", "from": "JOINING",
                "to": "UNREACHABLE", "cause": "OBSERVERS", "evidence": "2 of 2"}]}
            """;

    private static String printed(JsonNode why) {
        var bytes = new ByteArrayOutputStream();
        var terminal = Terminal.plain(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        new ExplainScreen(terminal, NOW, ZoneOffset.UTC).print(why);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void theCauseComesFirstThenWhoSaysSoThenTheNumbers() {
        assertThat(printed(json(LOST))).isEqualTo("""
                log-consumer-1 is UNREACHABLE since 03:04:05: enough observers lost it
                  2 of 2 observers find it bad: coordinator-1 SILENT coordinator-2 SILENT
                  Removed in 3.0 s unless it is heard, but more than half of the small zones together: 2 of 3 gone
                  Drain ends in 10 min
                  An operator ordered drain: moves to another host

                Observers  2 count, 2 accuse it, 2 are needed
                  NODE           EDGE          FOR     PHI  LAST BEAT    REPORT
                  coordinator-1  SILENT       11 s   255.0       14 s     0.3 s
                  coordinator-2  SILENT       12 s    31.5       15 s     0.7 s
                  api-gateway-1  GOOD       10 min       -      0.2 s     0.3 s  does not count: doubts what it sees

                Score  10, pulled down by EDGES; it says 98 of itself
                  TERM         POINTS  WEIGHT   COSTS  INPUT
                  EDGES             1     50%    -90%  20 % of edges that are good
                  CPU              68     50%    -18%  about 82.5 % of the limit
                  and 1 that cost nothing

                Penalty  973 points, UNREACHABLE once; quarantine from 1800, reuse below 750

                Last events
                  2026-01-01 22:00:00  new -> JOINING  first join
                  03:04:05  JOINING -> UNREACHABLE  observers  (2 of 2)

                Told by coordinator-1, which leads.
                """);
    }

    @Test
    void itFitsOnOneScreenHoweverManyWatchIt() {
        var observers = new StringBuilder();
        for (int i = 10; i < 42; i++) {
            observers
                    .append(i == 10 ? "" : ",")
                    .append("{\"nodeId\": \"log-producer-%d\", \"edge\": \"%s\", \"counts\": true}"
                            .formatted(i, i == 41 ? "LOSSY" : "GOOD"));
        }
        var why = json(
                "{\"nodeId\": \"n\", \"status\": \"HEALTHY\", \"observers\": {\"eligible\": 32, \"accusing\": 1, \"needed\": 23, \"each\": [%s]}}"
                        .formatted(observers));

        var lines = printed(why).lines().toList();

        assertThat(lines)
                .hasSizeLessThan(SCREEN_LINES)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(SCREEN_COLUMNS));
        assertThat(lines)
                .as("whoever accuses is not left out")
                .anyMatch(line -> line.contains("log-producer-41  LOSSY"))
                .contains("  and 20 more, -o json shows them all");
    }

    @Test
    void whoIsWellTakesFewLines() {
        var text = printed(json("""
                {"nodeId": "n", "status": "HEALTHY", "since": "2026-01-02T03:00:00Z", "cause": "three good beats",
                 "health": {"score": 100, "told": 100, "pullsDown": null, "terms": []},
                 "observers": {"each": []}, "damping": {"points": 0, "held": false}, "timers": [], "orders": [],
                 "events": [], "source": {"answeredBy": "coordinator-2", "complete": false}}
                """));

        assertThat(text).isEqualTo("""
                n is HEALTHY since 03:00:00: three good beats

                Score  100, nothing pulls it down

                Told by coordinator-2, a follower: it knows the reports that it heard itself, and no timers of the leader.
                """);
    }

    @Test
    void whoMustAskAnOperatorIsToldSo() {
        assertThat(printed(json("""
                        {"nodeId": "n", "status": "QUARANTINED", "damping": {"points": 2600, "held": true,
                         "operatorNeeded": true, "timesUnreachable": 9, "quarantineFrom": 1800, "reuseBelow": 750}}
                        """))).contains("only an operator lets it in again: ./bellwether readmit");
    }
}
