package io.bellwether.coordinator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Answer;
import io.bellwether.protocol.message.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many members come and go, under ever new names, there are as many series afterwards as before. */
class SeriesTest {

    private static final int MEMBERS = 1_000;
    private static final int AT_ONCE = 10;
    private static final int SILENT = 2;

    private LivingCluster cluster;

    @BeforeEach
    void start(@TempDir Path folder) {
        cluster = new LivingCluster(folder).startAll();
        await("a whole cluster").atMost(ofSeconds(60)).untilAsserted(() -> {
            for (String name : cluster.names()) {
                assertThat(cluster.states(name))
                        .hasSize(3)
                        .allSatisfy((member, state) -> assertThat(state).isEqualTo("HEALTHY"));
            }
        });
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** How many series of our own each metric has, of all coordinators together: leadership may move. */
    private Map<String, Integer> series() throws Exception {
        Map<String, Integer> series = new TreeMap<>();
        for (String name : cluster.names()) {
            cluster.get(name, "/actuator/prometheus")
                    .body()
                    .lines()
                    .filter(line -> line.matches("(cluster|raft)_.*"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .forEach(metric -> series.merge(metric, 1, Integer::sum));
        }
        return series;
    }

    private CompletableFuture<Answer> ask(Request request) {
        String leader = await("a leader").atMost(ofSeconds(10)).until(() -> cluster.leader(), Objects::nonNull);
        return cluster.host(leader).ask(request).thenApply(reply -> reply.answer());
    }

    /** Lets so many in at the same time, under names that nobody had before. */
    private List<Long> join(int first, int number) {
        Map<Integer, CompletableFuture<Answer>> answers = new TreeMap<>();
        for (int i = first; i < first + number; i++) {
            answers.put(
                    i,
                    ask(new Request.Join(new NodeId("churn-" + i), "instance-" + i, 0, "127.0.0.1:9", "", "", false)));
        }
        return answers.values().stream()
                .map(CompletableFuture::join)
                .map(answer -> {
                    assertThat(answer).isInstanceOf(Answer.Admitted.class);
                    return ((Answer.Admitted) answer).incarnation();
                })
                .toList();
    }

    private void leave(List<Long> incarnations) {
        incarnations.stream()
                .map(incarnation -> ask(new Request.Leave(incarnation)))
                .toList()
                .forEach(gone -> assertThat(gone.join()).isInstanceOf(Answer.Gone.class));
    }

    private void awaitMembers(int number) {
        await("%d members".formatted(number)).atMost(ofSeconds(30)).untilAsserted(() -> {
            for (String name : cluster.names()) {
                assertThat(cluster.states(name)).as(name).hasSize(number);
            }
        });
    }

    @Test
    void aThousandJoinsLeavesAndRemovalsLeaveNoSeriesBehind() throws Exception {
        await("the leader shows its edges")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(series())
                        .containsEntry("cluster_edge_state", 6)
                        .containsEntry("cluster_member_state", 3));
        Map<String, Integer> before = series();
        List<Long> shown = join(MEMBERS, AT_ONCE);
        await("they are shown while they are there")
                .atMost(ofSeconds(5))
                .untilAsserted(() -> assertThat(series())
                        .containsEntry("cluster_member_state", 3 + AT_ONCE)
                        .containsEntry("cluster_member_phi", 3 + AT_ONCE));
        leave(shown);
        for (int first = 0; first < MEMBERS; first += AT_ONCE) {
            leave(join(first, AT_ONCE));
        }
        awaitMembers(3);
        join(MEMBERS + AT_ONCE, SILENT);
        awaitMembers(3 + SILENT);
        // They say no good-bye: they are lost and removed.
        awaitMembers(3);

        await("the same series as before")
                .atMost(ofSeconds(10))
                .untilAsserted(() -> assertThat(series()).isEqualTo(before));
        for (String name : cluster.names()) {
            assertThat(cluster.get(name, "/actuator/prometheus").body()).doesNotContain("churn-");
        }
    }
}
