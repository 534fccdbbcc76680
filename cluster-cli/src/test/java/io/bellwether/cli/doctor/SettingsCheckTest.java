package io.bellwether.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.sight.Leftovers;
import io.bellwether.cli.sight.LocalSystem;
import io.bellwether.cli.sight.ProcessSettings;
import io.bellwether.cli.sight.SecretFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsCheckTest {

    private static final Set<String> COORDINATORS = Set.of("127.0.0.1:8081", "127.0.0.1:8084");

    private static LocalSystem told(Map<String, String> settings) {
        return new LocalSystem(
                Path.of("/home"),
                List.of(),
                List.of(),
                List.of(new ProcessSettings("a", 1, settings)),
                List.of(),
                new Leftovers(List.of(), List.of()),
                List.of());
    }

    private static List<Finding> judge(String name, String value) {
        return SettingsCheck.judge(told(Map.of(name, value)), COORDINATORS);
    }

    private static void assertFine(String name, String value) {
        assertThat(judge(name, value))
                .as("%s=%s", name, value)
                .extracting(Finding::level)
                .containsOnly(Level.OK);
    }

    private static void assertFound(String name, String value, String check, Level level) {
        assertThat(judge(name, value)).as("%s=%s", name, value).singleElement().satisfies(finding -> {
            assertThat(finding.name()).isEqualTo(check);
            assertThat(finding.level()).isEqualTo(level);
            assertThat(finding.found()).contains("a");
        });
    }

    @Test
    void aFailureTimeoutNearTheCapIsTold() {
        assertFound("cluster.failure.timeout", "10000", "failure-timeout", Level.WARN);
        assertFine("cluster.failure.timeout", "10500ms");
        assertFine("CLUSTER_PROFILE", "fast");
    }

    @Test
    void thresholdsThatDecideTooMuchOrNothingAreTold() {
        assertFound("cluster.failure.phi-threshold", "4.9", "phi-threshold", Level.WARN);
        assertFound("phi.threshold", "17", "phi-threshold", Level.WARN);
        assertFound("CLUSTER_FAILURE_PHITHRESHOLD", "30", "phi-threshold", Level.WARN);
        assertFine("cluster.failure.phi-threshold", "5");
        assertFine("cluster.failure.phi-threshold", "16");
    }

    @Test
    void aFanoutOfOneAndOneOfManyAreTold() {
        assertFound("cluster.gossip.fanout", "1", "fanout", Level.WARN);
        assertFound("cluster.gossip.fanout", "7", "fanout", Level.WARN);
        assertFine("cluster.gossip.fanout", "2");
        assertFine("cluster.gossip.fanout", "6");
    }

    @Test
    void aListenerBeyondThisMachineIsANote() {
        assertFound("server.address", "0.0.0.0", "listener", Level.NOTE);
        assertFound("SERVER_ADDRESS", "10.0.0.7", "listener", Level.NOTE);
        assertFound("cluster.node.bind", "[::]:7800", "listener", Level.NOTE);
        assertFine("cluster.node.bind", "127.0.0.1:7800");
        assertFine("cluster.node.bind", "[::1]:7800");
        assertFine("cluster.node.bind", "198.18.4.10:7800");
    }

    @Test
    void whoDoesNotNameAllCoordinatorsIsTold() {
        assertFound("cluster.coordinators", "http://127.0.0.1:8081", "coordinators", Level.WARN);
        assertFine("cluster.coordinators", "http://127.0.0.1:8084, http://127.0.0.1:8081/");
        assertThat(SettingsCheck.judge(told(Map.of("cluster.coordinators", "http://127.0.0.1:8081")), Set.of()))
                .as("where nobody knows how many there are")
                .extracting(Finding::level)
                .containsOnly(Level.OK);
    }

    @Test
    void membersOfTwoProfilesAreBad() {
        var fast = Given.exporting("a", "cluster_build_info{version=\"1\",profile=\"fast\"} 1\n");
        var slow = Given.exporting("b", "cluster_build_info{version=\"1\",profile=\"default\"} 1\n");
        assertThat(SettingsCheck.profiles(List.of(fast, slow), null))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.BAD);
                    assertThat(finding.found()).contains("default (b), fast (a)");
                });
        assertThat(SettingsCheck.profiles(List.of(fast, fast), null).getFirst().level())
                .isEqualTo(Level.OK);
        assertThat(SettingsCheck.profiles(List.of(Given.exporting("c", "")), null))
                .isEmpty();
    }

    @Test
    void buildsThatDifferAreTroubleAndJdksThatDifferAreNot() {
        var one = Given.exporting("a", "cluster_build_info{version=\"1\"} 1\njvm_info{version=\"21\"} 1\n");
        var two = Given.exporting("b", "cluster_build_info{version=\"2\"} 1\njvm_info{version=\"25\"} 1\n");
        assertThat(VersionCheck.judge(List.of(one, two)))
                .extracting(Finding::level)
                .containsExactly(Level.WARN, Level.NOTE);
        assertThat(VersionCheck.judge(List.of(one, one)))
                .extracting(Finding::level)
                .containsOnly(Level.OK);
        assertThat(VersionCheck.judge(List.of(Given.exporting("c", "up 1\n")))
                        .getFirst()
                        .found())
                .isEqualTo("members do not tell their build");
    }

    @Test
    void aSecretThatOthersCanReadIsBad() {
        var closed = new SecretFile(Path.of("/s/a"), "rw-------", false);
        var open = new SecretFile(Path.of("/s/b"), "rw-r--r--", true);
        assertThat(SecretsCheck.judge(List.of(closed)).getFirst().level()).isEqualTo(Level.OK);
        assertThat(SecretsCheck.judge(List.of(closed, open))).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.BAD);
            assertThat(finding.toDo()).contains("chmod 600 '/s/b'");
        });
    }

    @Test
    void whatLaunchersLeftIsToldWithTheCommandThatEndsIt() {
        var left = new Leftovers(
                List.of(
                        new Leftovers.Stray(7, "log-producer-1", Path.of("/home"), true),
                        new Leftovers.Stray(8, "coordinator-1", Path.of("/gone"), false)),
                List.of(new Leftovers.StrayNetwork("bw-0123abcd", 4, false)));
        assertThat(LeftoversCheck.judge(left))
                .extracting(Finding::level)
                .containsExactly(Level.WARN, Level.NOTE, Level.NOTE);
        assertThat(LeftoversCheck.judge(new Leftovers(List.of(), List.of())))
                .extracting(Finding::level)
                .containsExactly(Level.OK);
    }
}
