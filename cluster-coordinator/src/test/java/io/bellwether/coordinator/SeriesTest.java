package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.coordinator.host.Host;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** However many members come and go, under ever new names, there are as many series afterwards as before. */
class SeriesTest {

    private static final int ITSELF = 1;
    private static final int MEMBERS = 1_000;
    private static final int AT_ONCE = 10;
    private static final int SILENT = 2;

    private ConfigurableApplicationContext coordinator;
    private Host host;

    @BeforeEach
    void start(@TempDir Path folder) {
        int port = TestPorts.free();
        coordinator = new SpringApplicationBuilder(CoordinatorApplication.class)
                .run(
                        "--spring.main.banner-mode=off",
                        "--server.port=" + port,
                        "--server.shutdown=immediate",
                        "--logging.level.io.bellwether=error",
                        "--cluster.node.id=coordinator-1",
                        "--cluster.profile=fast",
                        "--cluster.data-directory=" + folder,
                        "--cluster.raft.single-coordinator=true",
                        "--cluster.agent.leave-timeout=0",
                        "--cluster.raft.voters=coordinator-1=127.0.0.1:" + TestPorts.free(),
                        "--cluster.coordinators=http://127.0.0.1:" + port);
        host = coordinator.getBean(Host.class);
        awaitMembers(ITSELF);
    }

    @AfterEach
    void stop() {
        coordinator.close();
    }

    private String scrape() {
        return coordinator.getBean(PrometheusMeterRegistry.class).scrape();
    }

    /** How many series of our own each metric has. */
    private Map<String, Integer> series() {
        Map<String, Integer> series = new TreeMap<>();
        scrape().lines()
                .filter(line -> line.matches("(cluster|raft)_.*"))
                .map(line -> line.split("[{ ]", 2)[0])
                .forEach(metric -> series.merge(metric, 1, Integer::sum));
        return series;
    }

    /** Lets so many in at the same time, under names that nobody had before. */
    private List<Long> join(int first, int number) {
        return IntStream.range(first, first + number)
                .mapToObj(i -> host.ask(new Request.Join(
                        new NodeId("churn-" + i), "instance-" + i, 0, "127.0.0.1:9", "", "", false, 0)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(reply -> {
                    assertThat(reply.answer()).isInstanceOf(Answer.Admitted.class);
                    return ((Answer.Admitted) reply.answer()).incarnation();
                })
                .toList();
    }

    private void leave(List<Long> incarnations) {
        incarnations.stream()
                .map(incarnation -> host.ask(new Request.Leave(incarnation)))
                .toList()
                .forEach(gone -> assertThat(gone.join().answer()).isInstanceOf(Answer.Gone.class));
    }

    private void awaitMembers(int number) {
        await("%d members".formatted(number))
                .atMost(ofSeconds(30))
                .until(() -> host.role().leading() && host.replicated().view().size() == number);
    }

    @Test
    void aThousandJoinsLeavesAndRemovalsLeaveNoSeriesBehind() {
        await("it shows what a leader shows")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(series())
                        .containsKeys("cluster_member_state", "cluster_member_phi", "cluster_edges"));
        Map<String, Integer> before = series();
        List<Long> shown = join(MEMBERS, AT_ONCE);
        await("they are shown while they are there")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(series())
                        .containsEntry("cluster_member_state", ITSELF + AT_ONCE)
                        .containsEntry("cluster_member_phi", ITSELF + AT_ONCE));
        leave(shown);

        for (int first = 0; first < MEMBERS; first += AT_ONCE) {
            leave(join(first, AT_ONCE));
        }
        awaitMembers(ITSELF);
        join(MEMBERS + AT_ONCE, SILENT);
        awaitMembers(ITSELF + SILENT);
        // They say no good-bye: they are lost and removed.
        awaitMembers(ITSELF);

        await("the same series as before")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(series()).isEqualTo(before));
        assertThat(scrape()).doesNotContain("churn-");
    }
}
