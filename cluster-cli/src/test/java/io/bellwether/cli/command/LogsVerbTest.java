package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogsVerbTest {

    private static Captured backlog(FakeCluster cluster, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--gateway", cluster.place().toString()));
        return Captured.run(new LogsVerb.BacklogVerb(), all.toArray(String[]::new));
    }

    private static String told(long records, double seconds, boolean late) {
        return "{\"records\": %d, \"oldestSeconds\": %s, \"late\": %s, \"at\": \"2026-01-02T10:30:45Z\"}"
                .formatted(records, seconds, late);
    }

    @Test
    void aBacklogOfAMomentIsToldAndFine() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            cluster.answers("/api/logs/backlog", told(0, 0, false));
            assertThat(backlog(cluster).output()).startsWith("No line waits to be stored, as of ");

            cluster.answers("/api/logs/backlog", told(12, 0.34, false));
            var said = backlog(cluster);
            assertThat(said.exitCode()).isZero();
            assertThat(said.output()).startsWith("12 lines wait to be stored, the oldest for 0.3 s, as of ");
        }
    }

    @Test
    void whatTheProducerCallsLateEndsWithTwo() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            cluster.answers("/api/logs/backlog", told(1204, 31, false));
            assertThat(backlog(cluster).exitCode()).isZero();

            cluster.answers("/api/logs/backlog", told(1204, 31, true));
            var late = backlog(cluster);
            assertThat(late.exitCode()).isEqualTo(2);
            assertThat(late.output()).contains("1,204 lines wait", "the oldest for 31 s, ");
            assertThat(backlog(cluster, "-o", "json").output()).contains("\"records\" : 1204");
        }
    }

    @Test
    void aRefusalIsAnErrorAndNotNoBacklog() throws Exception {
        try (FakeCluster cluster = FakeCluster.start()) {
            var refused = backlog(cluster);
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.output()).isEmpty();
        }
    }
}
