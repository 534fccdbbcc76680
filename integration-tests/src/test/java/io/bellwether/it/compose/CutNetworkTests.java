package io.bellwether.it.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is left of the cluster while containers are out of its network, in the profile fast, and that it is whole again. */
abstract class CutNetworkTests {

    private static final int MEMBERS = 6;
    private static final Duration ANOTHER_LEADER = Duration.ofSeconds(5);
    private static final Duration UNREACHABLE = Duration.ofSeconds(3);
    /** No evidence of a leader for two upper elections, and the grace after that. */
    private static final Duration REFUSING = Duration.ofSeconds(9);

    private static final Duration FAILURE_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final ComposeProject project;
    private final List<Coordinator> coordinators;

    CutNetworkTests(ComposeProject project) {
        this.project = project;
        coordinators = List.of(
                new Coordinator(project, "cluster-coordinator", "COORDINATOR_PORT"),
                new Coordinator(project, "cluster-coordinator-2", "COORDINATOR_2_PORT"),
                new Coordinator(project, "cluster-coordinator-3", "COORDINATOR_3_PORT"));
    }

    @BeforeEach
    void everybodyIsWell() {
        // Two losses within so short a time would be a quarantine, also if the first is told only now.
        forgiveAll();
        // Who came back in the test before is stable.
        soon(
                "everybody is HEALTHY",
                Duration.ofSeconds(40),
                () -> assertThat(states(coordinators.getFirst()))
                        .hasSize(MEMBERS)
                        .allSatisfy((name, state) -> assertThat(state).as(name).isEqualTo("HEALTHY")));
        forgiveAll();
    }

    private void forgiveAll() {
        soon(
                "what they were charged for is forgiven",
                Duration.ofSeconds(20),
                () -> assertThat(states(coordinators.getFirst()).keySet()).allSatisfy(this::assertForgiven));
    }

    @Test
    void aLeaderThatIsCutOffReadsOnlyAndTheOthersGoOn() {
        var leader = leader();
        var others = allBut(List.of(leader));
        var former = leader.id();

        project.disconnect(leader.service());
        try {
            soon(
                    "another one leads",
                    ANOTHER_LEADER,
                    () -> assertThat(others.stream().map(Coordinator::leader))
                            .allMatch(name -> !name.isEmpty() && !name.equals(former)));
            soon("a write is taken", ANOTHER_LEADER, () -> assertWritten("one-cut", "kept", others));
            soon(leader + " only reads", REFUSING, () -> assertReadOnly(leader));
        } finally {
            project.connect(leader.service());
        }

        soon(
                "it has what was written without it",
                WHOLE,
                () -> assertThat(leader.value("one-cut")).isEqualTo("kept"));
        soon("the cluster is whole", WHOLE, this::assertWhole);
        assertThat(leader.value("refused")).as("what it refused").isEmpty();
    }

    @Test
    void withoutAMajorityEverybodyReadsNobodyWritesAndNobodyIsAccused() {
        var cut = allBut(List.of(leader()));
        long before = coordinators.getFirst().newestEvent();

        cut.forEach(coordinator -> project.disconnect(coordinator.service()));
        try {
            for (var coordinator : coordinators) {
                soon(coordinator + " only reads", REFUSING, () -> assertReadOnly(coordinator));
            }
            await("longer than who is silent stays a member")
                    .during(FAILURE_TIMEOUT.plusSeconds(2))
                    .atMost(FAILURE_TIMEOUT.plusSeconds(10))
                    .untilAsserted(() -> assertThat(coordinators)
                            .allSatisfy(coordinator ->
                                    assertThat(coordinator.newestEvent()).isEqualTo(before)));
        } finally {
            cut.forEach(coordinator -> project.connect(coordinator.service()));
        }

        soon("a write is taken", WHOLE, () -> assertWritten("majority-cut", "again", coordinators));
        soon("the cluster is whole", WHOLE, this::assertWhole);
        assertThat(coordinators)
                .allSatisfy(coordinator -> assertThat(coordinator.value("refused"))
                        .as("what %s refused", coordinator)
                        .isEmpty());
    }

    @Test
    void aProducerThatIsCutOffIsAccusedAloneAndComesBack() {
        var watcher = coordinators.getFirst();
        var producer = states(watcher).keySet().stream()
                .filter(name -> name.startsWith("log-producer-"))
                .findFirst()
                .orElseThrow();

        project.disconnect("log-producer");
        try {
            soon(
                    "it is UNREACHABLE",
                    UNREACHABLE,
                    () -> assertThat(states(watcher)).containsEntry(producer, "UNREACHABLE"));
            assertThat(states(watcher).values().stream().filter("UNREACHABLE"::equals))
                    .as("everybody who was accused")
                    .hasSize(1);
        } finally {
            project.connect("log-producer");
        }

        soon(
                "it is heard again",
                WHOLE,
                () -> assertThat(states(watcher).getOrDefault(producer, "gone")).isIn("RECOVERING", "HEALTHY"));
        soon("the cluster is whole", WHOLE, this::assertWhole);
    }

    /** Docker gives the lowest address that is free: whoever comes back first has that of the other. */
    @Test
    void twoThatComeBackUnderEachOthersAddressesAreReachedThereAsTheSameMembers() {
        var follower = allBut(List.of(leader())).getFirst();
        var byAddress = new TreeMap<>(Map.of(
                lastByte(project.addressOf(follower.service())),
                follower.service(),
                lastByte(project.addressOf("log-producer")),
                "log-producer"));
        var lower = byAddress.firstEntry();
        var higher = byAddress.lastEntry();
        var before = incarnations();

        byAddress.values().forEach(project::disconnect);
        project.connect(higher.getValue());
        project.connect(lower.getValue());

        assertThat(lastByte(project.addressOf(higher.getValue())))
                .as("they have changed places")
                .isEqualTo(lower.getKey());
        soon("the cluster is whole", WHOLE, this::assertWhole);
        assertThat(incarnations()).isEqualTo(before);
        // Only now can silence have been noticed, if they were still looked for where they had been.
        await("nobody is lost any more")
                .during(UNREACHABLE)
                .atMost(UNREACHABLE.plusSeconds(5))
                .untilAsserted(this::assertWhole);
    }

    private static int lastByte(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf('.') + 1));
    }

    private Map<String, Long> incarnations() {
        return coordinators.getFirst().incarnations();
    }

    private void assertForgiven(String member) {
        assertThat(coordinators.stream()
                        .map(coordinator -> coordinator
                                .readmit(member, project.operatorToken())
                                .statusCode()))
                .contains(200);
    }

    private void assertReadOnly(Coordinator coordinator) {
        var read = coordinator.get("/cluster/status");
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(read.body()).contains("\"mode\":\"READ_ONLY\"", "\"hasQuorum\":false");
        assertThat(read.headers().firstValueAsLong("X-Cluster-Staleness-Ms").orElse(0))
                .as("milliseconds that its answer is old")
                .isGreaterThan(500);
        var write = coordinator.put("refused", "lost", project.operatorToken());
        assertThat(write.statusCode()).as(write.body()).isEqualTo(503);
        assertThat(write.body()).contains("No leader available");
    }

    /** One of them leads, and takes it. */
    private void assertWritten(String key, String value, List<Coordinator> among) {
        assertThat(among.stream()
                        .map(coordinator -> coordinator
                                .put(key, value, project.operatorToken())
                                .statusCode()))
                .containsAnyOf(200, 201);
    }

    private void assertWhole() {
        assertThat(coordinators.stream()
                        .map(Coordinator::status)
                        .map(status -> "%s term %s version %s"
                                .formatted(status.path("mode"), status.path("term"), status.path("version")))
                        .distinct())
                .as("what the coordinators say")
                .hasSize(1)
                .allMatch(view -> view.contains("READ_WRITE"));
        assertThat(states(coordinators.getFirst()))
                .hasSize(MEMBERS)
                .allSatisfy((name, state) -> assertThat(state).as(name).isIn("HEALTHY", "RECOVERING", "DEGRADED"));
    }

    private Coordinator leader() {
        var name = coordinators.getFirst().leader();
        return coordinators.stream()
                .filter(coordinator -> coordinator.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody leads"));
    }

    private List<Coordinator> allBut(List<Coordinator> some) {
        return coordinators.stream()
                .filter(coordinator -> !some.contains(coordinator))
                .toList();
    }

    private static Map<String, String> states(Coordinator coordinator) {
        return coordinator.members();
    }

    private static void soon(String what, Duration limit, ThrowingRunnable assertion) {
        await(what).atMost(limit).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
