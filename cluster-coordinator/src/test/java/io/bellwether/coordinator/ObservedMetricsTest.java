package io.bellwether.coordinator;

import static io.bellwether.coordinator.ObservedCluster.cluster;
import static io.bellwether.coordinator.ObservedCluster.follower;
import static io.bellwether.coordinator.ObservedCluster.kill;
import static io.bellwether.coordinator.ObservedCluster.leader;
import static io.bellwether.coordinator.ObservedCluster.startHealthy;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus reads of coordinators that live. */
@ExtendWith(ObservedCluster.class)
class ObservedMetricsTest {

    private static String scrape(String name) throws Exception {
        return ObservedCluster.text(name, "/actuator/prometheus");
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in\n" + scrape));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            cluster_heartbeats_sent_total, counter
            cluster_heartbeats_received_total, counter
            cluster_failures_detected_total, counter
            cluster_healthy_nodes, gauge
            cluster_member_transitions_total, counter
            cluster_joins_refused_total, counter
            cluster_gossip_propagation_seconds, histogram
            cluster_gossip_hops, histogram
            cluster_gossip_bytes_total, counter
            cluster_detection_latency_seconds, histogram
            cluster_health_checks_total, counter
            cluster_connection_attempts_total, counter
            cluster_member_health_score, gauge
            cluster_member_state, gauge
            cluster_member_phi, gauge
            cluster_edge_state, gauge
            cluster_edges, gauge
            cluster_health_term_score, gauge
            cluster_read_only, gauge
            cluster_quorum_age_seconds, gauge
            cluster_wall_clock_seconds, gauge
            cluster_build_info, gauge
            cluster_timing_seconds, gauge
            raft_node_state, gauge
            raft_current_term, gauge
            raft_commit_index, gauge
            raft_rpc_call_total, counter
            raft_connection_attempts_total, counter
            raft_connections_lost_total, counter
            raft_votes_withheld_total, counter
            raft_leader_changes_total, counter
            raft_stale_term_total, counter
            raft_loop_ticks_total, counter
            raft_replication_lag_entries, gauge
            raft_commit_latency_seconds, histogram
            """)
    void everyMetricOfTheContractIsThereWithHelpAndType(String name, String type) {
        await("the leader shows " + name)
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(scrape(leader()).lines())
                        .anyMatch(line -> line.matches("# HELP " + name + " \\S.{10,}"))
                        .contains("# TYPE " + name + " " + type));
    }

    @Test
    void theNumbersOfTheLogAreThoseOfTheLog() {
        await("they count").atMost(ofSeconds(10)).untilAsserted(() -> {
            String leads = scrape(leader());
            String follows = scrape(follower());
            assertThat(value(leads, "raft_node_state")).isEqualTo(3);
            assertThat(value(follows, "raft_node_state")).isEqualTo(1);
            assertThat(value(leads, "raft_current_term")).isEqualTo(value(follows, "raft_current_term"));
            assertThat(value(leads, "raft_commit_index")).isGreaterThan(10);
            assertThat(value(leads, "raft_rpc_call_total{success=\"true\"}")).isGreaterThan(10);
            assertThat(value(leads, "raft_loop_ticks_total")).isGreaterThan(2);
            assertThat(value(follows, "raft_loop_ticks_total")).isGreaterThan(2);
            assertThat(value(follows, "raft_leader_changes_total")).isPositive();
            assertThat(value(leads, "raft_commit_latency_seconds_count")).isGreaterThan(2);
            assertThat(value(leads, "cluster_quorum")).isOne();
            for (String name : cluster().names()) {
                String lag = "raft_replication_lag_entries{peer=\"" + name + "\"}";
                if (name.equals(leader())) {
                    assertThat(leads).doesNotContain(lag);
                } else {
                    assertThat(value(leads, lag)).isBetween(0.0, 50.0);
                }
            }
            assertThat(follows).doesNotContain("raft_replication_lag_entries{");
            assertThat(value(leads, "cluster_gossip_propagation_seconds_count{kind=\"state\"}"))
                    .as("a coordinator hears gossip as every member does")
                    .isPositive();
        });
    }

    @Test
    void membersAreShownByTheLeaderOnlyAndGoWithTheMember() {
        String series = "cluster_member_state{node=\"short-lived\"}";
        startHealthy("short-lived");
        await("it is shown").atMost(ofSeconds(15)).untilAsserted(() -> {
            String leads = scrape(leader());
            assertThat(value(leads, series)).isOne();
            assertThat(value(leads, "cluster_member_health_score{node=\"short-lived\"}"))
                    .isBetween(1.0, 100.0);
            assertThat(value(leads, "cluster_member_phi{node=\"short-lived\"}")).isLessThan(8);
            assertThat(value(leads, "cluster_edge_state{observer=\"worker-1\",subject=\"short-lived\"}"))
                    .isZero();
            assertThat(value(leads, "cluster_edge_state{observer=\"short-lived\",subject=\"worker-1\"}"))
                    .isZero();
            assertThat(scrape(follower())).doesNotContain("{node=", "{observer=", "cluster_edges{");
        });
        double before = seen("cluster_detection_latency_seconds_count");

        kill("short-lived");

        await("it is lost").atMost(ofSeconds(10)).untilAsserted(() -> {
            String leads = scrape(leader());
            assertThat(value(leads, series)).isEqualTo(4);
            assertThat(value(leads, "cluster_edge_state{observer=\"worker-1\",subject=\"short-lived\"}"))
                    .isEqualTo(3);
            assertThat(leads).doesNotContain("{observer=\"short-lived\"");
            assertThat(value(leads, "cluster_member_transitions_total{to=\"unreachable\"}"))
                    .isPositive();
        });
        assertThat(seen("cluster_detection_latency_seconds_count")).isGreaterThan(before);
        assertThat(seen("cluster_detection_latency_seconds_sum")).isBetween(0.3, 30.0);
        await("it is gone")
                .atMost(ofSeconds(15))
                .untilAsserted(() -> assertThat(scrape(leader()))
                        .contains("cluster_member_state{node=\"worker-1\"}")
                        .doesNotContain("short-lived"));
    }

    /** Of all coordinators together: leadership may move. */
    private static double seen(String series) {
        return cluster().names().stream()
                .mapToDouble(name -> {
                    try {
                        return value(scrape(name), series);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
    }

    @Test
    void theReferenceAndTheNumbersAgree() throws Exception {
        Pattern row = Pattern.compile("^\\| (`.*?`) \\| \\w+ \\| (every member|coordinator) \\|.*");
        Pattern name = Pattern.compile("`([a-z_]+)(\\{[a-z,]+})?`");
        Set<String> documented = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
            Matcher matched = row.matcher(line);
            if (matched.matches()) {
                name.matcher(matched.group(1)).results().forEach(each -> documented.add(each.group(1)));
            }
        }
        // This cluster copies nothing; LauncherIT looks at one that does.
        assertThat(documented.removeIf(each -> each.startsWith("cluster_projection_")))
                .isTrue();
        assertThat(documented).hasSizeGreaterThan(30);

        await("all are shown").atMost(ofSeconds(10)).untilAsserted(() -> {
            Set<String> shown = new TreeSet<>();
            scrape(leader())
                    .lines()
                    .filter(line -> line.matches("# TYPE (cluster|raft)_.*"))
                    .map(line -> line.split(" ", -1)[2])
                    .filter(each -> !each.endsWith("_seconds_max") && !each.endsWith("_hops_max"))
                    .forEach(shown::add);
            assertThat(shown).isEqualTo(documented);
        });
    }
}
