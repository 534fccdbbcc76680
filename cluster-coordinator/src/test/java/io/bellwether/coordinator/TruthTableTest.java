package io.bellwether.coordinator;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.protocol.timing.TimingProfile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of section 7 of the design, cell by cell: what a read, a write and a readiness probe are answered in each state. */
class TruthTableTest {

    private static final TimingProfile PROFILE = TimingProfile.DEFAULT;

    /** A stop in one process and its web server take time that is not the cluster's. */
    private static final Duration STOPPING = ofSeconds(10);

    @TempDir
    Path folder;

    private LivingCluster cluster = new LivingCluster(Path.of("."));

    @BeforeEach
    void gather() {
        cluster = new LivingCluster(folder).timed("default").startAll();
        for (String name : cluster.names()) {
            await(name + " is ready")
                    .atMost(ofSeconds(30))
                    .until(() -> cluster.get(name, "/health/ready").statusCode() == 200);
        }
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private HttpResponse<String> write(String name, String key) throws Exception {
        return cluster.operate(name, "PUT", "/api/v1/config/truth/" + key, "x");
    }

    private List<String> others(String name) {
        return cluster.names().stream().filter(each -> !each.equals(name)).toList();
    }

    private String leader() {
        await("a leader").atMost(ofSeconds(20)).until(() -> cluster.leader() != null);
        return requireNonNull(cluster.leader());
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("\"detail\":\"No leader available\"", "\"code\":\"no-leader\"");
    }

    private void assertReads(String name, boolean leaderKnown) throws Exception {
        for (String path : List.of("/cluster/status", "/api/v1/members", "/api/v1/config")) {
            assertThat(cluster.get(name, path).statusCode()).as(path).isEqualTo(200);
        }
        HttpResponse<String> answer = cluster.get(name, "/cluster/status");
        assertThat(answer.headers().firstValue("X-Cluster-Leader-Known")).hasValue(Boolean.toString(leaderKnown));
        assertThat(answer.headers().firstValue("X-Cluster-Staleness-Ms")).isPresent();
    }

    @Test
    void aHealthyClusterReadsWritesAndIsReady() throws Exception {
        String leader = leader();

        assertReads(leader, true);
        assertThat(write(leader, "a").statusCode()).isEqualTo(201);
        assertThat(write(leader, "a").statusCode()).isEqualTo(200);
        assertThat(cluster.get(leader, "/health/ready").statusCode()).isEqualTo(200);
        assertThat(cluster.status(leader).get("mode").asString()).isEqualTo("READ_WRITE");
    }

    @Test
    void aFollowerReadsSendsWritesToTheLeaderAndIsReady() throws Exception {
        String leader = leader();
        String follower = others(leader).getFirst();

        assertReads(follower, true);
        HttpResponse<String> sent = write(follower, "b");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(307);
        assertThat(sent.headers().firstValue("Location"))
                .hasValue(cluster.uri(leader, "/api/v1/config/truth/b").toString());
        assertThat(cluster.get(follower, "/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whileAnotherLeaderIsSoughtReadsGoOnAndWritesAreToBeTriedAgain() throws Exception {
        String old = leader();
        List<String> left = others(old);
        CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> cluster.stop(old));

        String survivor = left.getFirst();
        // Until it is noticed that the leader is gone, a write is sent there; from then on it is refused until there is
        // another.
        await("noticed")
                .atMost(STOPPING)
                .pollInterval(ofMillis(10))
                .until(() -> write(survivor, "c").statusCode() == 503);
        assertReadsDuringFailover(survivor);
        stopping.join();
        await("another leads").atMost(ofSeconds(20)).untilAsserted(() -> {
            assertThat(cluster.leader()).isNotNull();
            assertThat(write(requireNonNull(cluster.leader()), "c").statusCode())
                    .isIn(200, 201);
        });
        for (String name : left) {
            await(name + " is ready again")
                    .atMost(ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(cluster.get(name, "/health/ready").statusCode())
                                    .isEqualTo(200));
        }
    }

    private void assertReadsDuringFailover(String survivor) throws Exception {
        assertThat(cluster.get(survivor, "/cluster/status").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = write(survivor, "d");
        if (refused.statusCode() == 503) {
            assertRefused(refused);
        }
    }

    @Test
    void withoutAMajorityReadsAreMarkedWritesRefusedAndNobodyIsReady() throws Exception {
        String leader = leader();
        others(leader).forEach(cluster::stop);

        await("it knows that nobody leads").atMost(ofSeconds(10)).untilAsserted(() -> assertReads(leader, false));
        assertRefused(write(leader, "e"));
        assertRefused(cluster.operate(leader, "DELETE", "/api/v1/config/truth/e", ""));
        assertRefused(cluster.operate(leader, "POST", "/api/v1/members/" + leader + "/readmit", ""));
        HttpResponse<String> ready = cluster.get(leader, "/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"status\":\"not_ready\"", "\"leaderKnown\":false");
        await("read-only")
                .atMost(ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(cluster.status(leader).get("mode").asString())
                                .isEqualTo("READ_ONLY"));
        assertThat(cluster.get(leader, "/api/v1/config?consistency=linearizable")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void aLeaderThatLosesItsMajorityRefusesWritesWithinOneUpperBoundAndStepsDownWithinTwo() throws Exception {
        String leader = leader();
        assertThat(write(leader, "f").statusCode()).isEqualTo(201);
        List<CompletableFuture<Void>> stopping = others(leader).stream()
                .map(name -> CompletableFuture.runAsync(() -> cluster.host(name).stop()))
                .toList();
        stopping.forEach(CompletableFuture::join);
        long gone = System.nanoTime();

        // One that is proposed before anybody can know has an unknown outcome; each one after the bound is refused at
        // once.
        await("the bound is over")
                .pollInterval(ofMillis(20))
                .atMost(PROFILE.electionMax().multipliedBy(2))
                .until(() -> System.nanoTime() - gone >= PROFILE.electionMax().toNanos());
        long asked = System.nanoTime();
        assertRefused(write(leader, "g"));
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(PROFILE.electionMax());
        await("it has stepped down")
                .atMost(PROFILE.electionMax())
                .pollInterval(ofMillis(20))
                .until(() -> !cluster.host(leader).log().leading());
    }
}
