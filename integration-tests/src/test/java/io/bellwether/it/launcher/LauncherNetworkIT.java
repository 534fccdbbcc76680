package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Requirements;
import io.bellwether.devservices.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole system with a network for each node, in the profile fast, broken and mended by the command and by
 * simulate-failure.sh. Linux and root only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherNetworkIT {

    private static final Map<String, String> FAST = Map.of("CLUSTER_PROFILE", "fast");
    private static final String SCRIPT = "simulate-failure.sh";

    /** What the script ends with where its own sleeps were so late that nothing can be told. */
    private static final int VOID = 2;

    private Launcher launcher = new Launcher(Path.of("unset"));

    @BeforeAll
    void bringUp(@TempDir Path folder) {
        if (Requirements.missing().isEmpty()) {
            launcher = new Launcher(folder.resolve("home"));
            launcher.run(FAST, "up", "--netns").succeeded();
        }
    }

    @BeforeEach
    void skipWhereThereAreNoNetworks() {
        var missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    @AfterAll
    void clean() {
        if (Requirements.missing().isEmpty()) {
            launcher.run("clean", "--yes");
        }
    }

    @Test
    @Order(1)
    void nodesAreCutOffAndMendedByTheCommand() {
        assertThat(launcher.run("status").succeeded().output())
                .containsPattern("coordinator-1 +healthy +198\\.1[89]\\.");

        var cut = launcher.run("partition", "kafka", "--from", "redis", "--one-way", "in", "-o", "json")
                .succeeded();
        var faults = JsonMapper.shared().readTree(cut.output()).get("faults");
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).get("from").asString()).isEqualTo("redis");
        assertThat(faults.get(0).get("to").asString()).isEqualTo("kafka");
        launcher.run("loss", "postgres", "30", "--egress").succeeded();
        assertThat(launcher.run("status").output())
                .contains("nothing passes from redis to kafka", "30 % of the packets from postgres are lost");
        assertThat(launcher.run("partition", "kafka", "--from", "kafka").output())
                .contains("kafka cannot be on both sides");
        assertThat(launcher.run("heal", "kafka").succeeded().output()).doesNotContain("kafka");
        assertThat(launcher.run("heal").succeeded().output()).contains("The network is whole.");
    }

    @Test
    @Order(2)
    void theScriptCutsTheLeaderOffAndEveryPromiseIsKept() {
        var leader = cluster().path("leader").asString();

        assertThat(passed(leader, "partition"))
                .contains(
                        "ok     another coordinator leads",
                        "ok     it says itself that it is read-only",
                        "ok     it refuses writes, 503 'No leader available'",
                        "ok     REMOVED",
                        "ok     a higher incarnation");
    }

    @Test
    @Order(3)
    void theScriptSlowsAProducerDownAndNobodyRemovesIt() {
        assertThat(passed("slow")).contains("ok     never REMOVED", "ok     well again");
    }

    @Test
    @Order(4)
    void theScriptTakesTheDiskOfTheLeaderAwayAndNoWriteIsLost() {
        var leader = cluster().path("leader").asString();

        assertThat(passed(leader, "disk"))
                .contains("ok     another coordinator leads", "ok     it said why: the log can no longer be written")
                .containsPattern("ok     it has all [1-9][0-9]* writes that were acknowledged");
    }

    @Test
    @Order(5)
    void theScriptFailsWhereAPromiseIsBroken() {
        var patient = new TreeMap<>(FAST);
        patient.put("CLUSTER_FAILURE_TIMEOUT", "15000");
        launcher.run(patient, "restart", "coordinator-1", "coordinator-2", "coordinator-3")
                .succeeded();

        var run = launcher.script(FAST, SCRIPT, "log-consumer-1", "crash");

        assertThat(run.output())
                .containsPattern("ok     UNREACHABLE after [0-9.]+ s")
                .contains("FAILED REMOVED: not within 7 s", "crash of log-consumer-1: 1 FAILED");
        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
    }

    @Test
    @Order(6)
    void downLeavesNothingBehind() {
        var id = BrokenNetwork.of(launcher.home()).orElseThrow().id();

        launcher.run("down").succeeded();

        assertThat(launcher.processes()).isEmpty();
        assertThat(run("ip", "netns", "list") + run("ip", "link", "show")).doesNotContain(id);
        assertThat(launcher.run("partition", "kafka").output()).contains("./bellwether up --netns");
    }

    private String passed(String... arguments) {
        var run = launcher.script(FAST, SCRIPT, arguments);
        assumeTrue(run.exitCode() != VOID, run.output());
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run.output();
    }

    private JsonNode cluster() {
        return JsonMapper.shared()
                .readTree(launcher.run("status", "-o", "json").output())
                .path("cluster");
    }

    private static String run(String... command) {
        var result = CommandResult.of(List.of(command), Duration.ofSeconds(10), null);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
