package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorVerbTest {

    static final Examination.Pace QUICK = new Examination.Pace(
            Duration.ofSeconds(3), Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(60));

    /** A busy machine is found to be one: that is none of this test's business. */
    private static final Set<String> OF_THIS_MACHINE = Set.of("machine", "pauses", "disk");

    @TempDir
    Path folder;

    private FakeCluster cluster = unstarted();

    private static FakeCluster unstarted() {
        try {
            return FakeCluster.start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void root() {
        System.setProperty(
                "bellwether.root", Path.of("..").toAbsolutePath().normalize().toString());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private Captured run(String... words) {
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        return Captured.run(new DoctorVerb(QUICK), all.toArray(String[]::new));
    }

    private Captured elsewhere(String... words) {
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--coordinator", cluster.place().toString()));
        return run(all.toArray(String[]::new));
    }

    /** What was found about the cluster, {@code level name subject}. */
    private static List<String> found(Captured run) {
        return JsonMapper.shared()
                .readTree(run.output())
                .get("checks")
                .valueStream()
                .filter(check -> !OF_THIS_MACHINE.contains(check.get("topic").asString()))
                .filter(check -> !check.get("level").asString().equals("ok"))
                .map(check -> "%s %s %s"
                        .formatted(
                                check.get("level").asString(),
                                check.get("name").asString(),
                                check.get("subject").asString()))
                .toList();
    }

    @Test
    void ofAHealthyClusterNothingIsFoundButWhatCannotBeSeenFromAfar() {
        var run = elsewhere("-o", "json");
        assertThat(found(run)).containsExactly("note unseen settings, disk, secrets");
        boolean busy = JsonMapper.shared()
                .readTree(run.output())
                .get("checks")
                .valueStream()
                .map(check -> check.get("level").asString())
                .anyMatch(Set.of("warn", "bad")::contains);
        assertThat(run.exitCode()).isEqualTo(busy ? 2 : 0);
        assertThat(cluster.asked()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void everyCheckSaysWhatAProgramNeeds() {
        for (JsonNode check :
                JsonMapper.shared().readTree(elsewhere("-o", "json").output()).get("checks")) {
            assertThat(check.propertyNames())
                    .containsExactly("name", "topic", "subject", "level", "found", "means", "do");
        }
    }

    @Test
    void aMemberThatIsLostIsNamedAndTheExitCodeSaysSo() {
        cluster.status("UNREACHABLE");
        var run = elsewhere();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output())
                .contains("BAD   members   log-producer-1 is UNREACHABLE for 60 s: three good beats")
                .contains("Do: ./bellwether explain log-producer-1")
                .contains("This needs somebody");
    }

    @Test
    void whoHangsIsToldAndDoesNotHoldItUp() {
        cluster.answers("/actuator/prometheus", FakeCluster.HANGS);
        var run = elsewhere("-o", "json");
        assertThat(found(run))
                .contains("note scrape coordinator-1, coordinator-2, coordinator-3, log-producer-1")
                .noneMatch(line -> line.startsWith("bad"));
    }

    @Test
    void whereNobodyAnswersItCouldNotLook() {
        var run = run("--coordinator", "http://127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("the coordinator at http://127.0.0.1:1 does not listen");
    }

    @Test
    void whatIsNoCoordinatorIsToldApart() {
        cluster.answers("/api/v1/cluster", "<html>");
        var run = elsewhere();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("is something else on its port?");
    }

    @Test
    void whereNothingRunsTheMachineIsLookedAt() {
        var run = run("--all");
        assertThat(run.output())
                .contains("NOTE  members   nothing runs in " + folder.resolve("home"))
                .contains("datagrams pass on loopback")
                .containsPattern("a flushed write takes [0-9.]+ m?s");
        assertThat(folder.resolve("home")).as("it changes nothing").doesNotExist();
    }
}
