package io.bellwether.spring.metrics;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.AgentConfig;
import io.bellwether.agent.ClusterAgent;
import io.bellwether.protocol.message.Rumour.Profile.Entry;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.spring.FakeCoordinator;
import io.bellwether.spring.health.HealthCheckCounts;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus reads of two real agents. */
final class ClusterMetersTest {

    private final FakeCoordinator coordinator = new FakeCoordinator();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<ClusterAgent> agents = new ArrayList<>();

    @AfterEach
    void close() {
        agents.forEach(agent -> agent.stop(Duration.ZERO));
        coordinator.close();
    }

    private AgentConfig config(String name) {
        return AgentConfig.builder(name)
                .coordinators(List.of(URI.create(coordinator.base())))
                .profile(TimingProfile.FAST)
                .build();
    }

    private void start() {
        GossipMeters gossip = new GossipMeters();
        ClusterAgent measured = new ClusterAgent(config("a"), gossip);
        ClusterAgent other = new ClusterAgent(config("b"));
        agents.add(measured);
        agents.add(other);
        gossip.bindTo(registry);
        new ClusterMeters(measured.metrics(), measured.view()).bindTo(registry);
        new HealthCheckMeters(new HealthCheckCounts()).bindTo(registry);
        new SelfMeters(measured.view(), TimingProfile.FAST, "fast").bindTo(registry);
        agents.forEach(ClusterAgent::start);
    }

    private double value(String line) {
        return registry.scrape()
                .lines()
                .filter(candidate -> candidate.startsWith(line + " "))
                .mapToDouble(candidate -> Double.parseDouble(candidate.substring(candidate.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + line + " in\n" + registry.scrape()));
    }

    @Test
    void theNamesAreThoseOfTheContractAndTheyCount() {
        start();
        await("they hear each other").atMost(ofSeconds(15)).until(() -> value("cluster_healthy_nodes") == 2);
        agents.getLast().describe(List.of(new Entry("service", "orders")));
        await("they count").atMost(ofSeconds(15)).untilAsserted(() -> {
            assertThat(value("cluster_healthy_nodes")).isEqualTo(2);
            assertThat(value("cluster_heartbeats_sent_total")).isPositive();
            assertThat(value("cluster_heartbeats_received_total")).isPositive();
            assertThat(value("cluster_gossip_bytes_total{direction=\"sent\"}")).isPositive();
            assertThat(value("cluster_gossip_bytes_total{direction=\"received\"}"))
                    .isPositive();
            assertThat(value("cluster_connection_attempts_total{outcome=\"success\"}"))
                    .isPositive();
            assertThat(value("cluster_gossip_propagation_seconds_count{kind=\"state\"}"))
                    .isPositive();
            assertThat(value("cluster_gossip_hops_count{kind=\"state\"}")).isPositive();
            assertThat(value("cluster_members{state=\"healthy\"}")).isEqualTo(2);
        });
        assertThat(value("cluster_failures_detected_total")).isZero();
        assertThat(value("cluster_connection_attempts_total{outcome=\"unreachable\"}"))
                .isZero();
        assertThat(value("cluster_health_checks_total{outcome=\"timed_out\"}")).isZero();
        assertThat(value("cluster_datagrams_refused_total{reason=\"bad_tag\"}")).isZero();
        assertThat(value("cluster_agent_loop_turns_total")).isPositive();
        assertThat(registry.scrape()).contains("cluster_agent_loop_delay_seconds ", "cluster_gossip_hops_bucket{");
    }

    @Test
    void aMemberTellsWhatItIsAndWhetherItKnowsOfALeader() {
        assertThat(coordinator.base()).isNotEmpty();
        start();
        await("it knows of a leader").atMost(ofSeconds(15)).until(() -> value("cluster_read_only") == 0);
        assertThat(value("cluster_quorum_age_seconds")).isBetween(0.0, 2.0);
        assertThat(value("cluster_wall_clock_seconds")).isBetween(now() - 1, now() + 1);
        assertThat(value("cluster_build_info{profile=\"fast\",version=\"unknown\"}"))
                .isOne();
        assertThat(value("cluster_timing_seconds{time=\"silence_floor\"}")).isEqualTo(0.6);
        assertThat(value("cluster_timing_seconds{time=\"failure_timeout\"}")).isEqualTo(4);
        await("the sampler has told")
                .atMost(ofSeconds(15))
                .untilAsserted(() -> assertThat(value("cluster_health_term_score{term=\"loop_delay\"}"))
                        .isBetween(0.0, 100.0));

        coordinator.close();

        await("nobody leads any more").atMost(ofSeconds(15)).until(() -> value("cluster_read_only") == 1);
        assertThat(value("cluster_quorum_age_seconds")).isGreaterThan(1);
    }

    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }

    @Test
    void everyMetricHasHelpAndLabelsOfFewKnownValues() {
        start();
        Pattern constant = Pattern.compile("[a-z_]+");
        TreeSet<String> names = new TreeSet<>();
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            names.add(meter.getId().getName());
            assertThat(meter.getId().getDescription())
                    .as(meter.getId().getName())
                    .isNotBlank();
            assertThat(meter.getId().getTags()).extracting(Tag::getValue).allMatch(constant.asMatchPredicate());
        });
        assertThat(names).hasSizeGreaterThan(15).allMatch(name -> name.startsWith("cluster."));
        assertThat(registry.getMeters()).hasSizeLessThan(120);
        long helps = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# HELP"))
                .count();
        long types = registry.scrape()
                .lines()
                .filter(line -> line.startsWith("# TYPE"))
                .count();
        assertThat(helps).isEqualTo(types);
    }
}
