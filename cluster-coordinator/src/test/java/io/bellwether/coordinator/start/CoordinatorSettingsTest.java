package io.bellwether.coordinator.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.bellwether.coordinator.host.HostSettings;
import io.bellwether.protocol.timing.TimingProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CoordinatorSettingsTest {

    private static final String THREE = "a=127.0.0.1:9800,b=127.0.0.1:9801,c=127.0.0.1:9802";
    private static final int WEB_PORT = 8084;

    @TempDir
    Path folder;

    private static HostSettings settings(String... settings) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cluster.node.id", "a");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            map.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        var source = new MapConfigurationPropertySource(map);
        var properties = new Binder(source).bindOrCreate("cluster", CoordinatorProperties.class);
        Double phi = map.containsKey("phi.threshold") ? Double.valueOf(map.get("phi.threshold")) : null;
        return CoordinatorSettings.of(properties, phi, WEB_PORT);
    }

    private static HostSettings three(String... further) {
        String[] all = new String[further.length + 2];
        all[0] = "cluster.raft.voters=" + THREE;
        all[1] = "cluster.coordinators=http://127.0.0.1:8081,http://127.0.0.1:8084";
        System.arraycopy(further, 0, all, 2, further.length);
        return settings(all);
    }

    private static void refused(Runnable made, String... parts) {
        assertThatThrownBy(made::run)
                .isInstanceOf(CoordinatorSettingsException.class)
                .asInstanceOf(type(CoordinatorSettingsException.class))
                .satisfies(e -> assertThat(e.problems()).hasSize(parts.length))
                .satisfies(e -> {
                    for (int i = 0; i < parts.length; i++) {
                        assertThat(e.problems().get(i)).contains(parts[i]);
                    }
                });
    }

    @Test
    void threeVotersAndTheCoordinatorsAreEnough() {
        HostSettings made = three();

        assertThat(made.agent().coordinator()).isTrue();
        assertThat(made.agent().profile()).isEqualTo(TimingProfile.DEFAULT);
        assertThat(made.raft().founders()).hasSize(3);
        assertThat(made.raft().self().address()).isEqualTo("127.0.0.1:9800");
        assertThat(made.raft().listenHost()).isEqualTo("127.0.0.1");
        assertThat(made.replicationTimeout()).hasSeconds(10);
    }

    @Test
    void withoutVotersItDoesNotGuess() {
        refused(
                () -> settings("cluster.coordinators=http://127.0.0.1:8081"),
                "cluster.raft.single-coordinator=true to run one that nothing replaces");
    }

    @Test
    void oneCoordinatorHasToBeMeant() {
        refused(
                () -> settings("cluster.raft.voters=a=127.0.0.1:9800", "cluster.coordinators=http://127.0.0.1:8081"),
                "names one coordinator, which nothing replaces");
    }

    @Test
    void theUrlOfEachOtherCoordinatorIsNamed() {
        refused(
                () -> settings("cluster.raft.voters=" + THREE, "cluster.coordinators=http://127.0.0.1:8081"),
                "cluster.coordinators names 1 and cluster.raft.voters 3");
        refused(
                () -> settings(
                        "cluster.raft.voters=" + THREE,
                        "cluster.coordinators=http://127.0.0.1:8081,http://127.0.0.1:8081"),
                "cluster.coordinators names 1 and cluster.raft.voters 3");
    }

    @Test
    void aSingleCoordinatorNeedsNothingElse() {
        HostSettings made = settings("cluster.raft.single-coordinator=true");

        assertThat(made.raft().founders()).containsExactly(made.raft().self());
        assertThat(made.agent().coordinators()).containsExactly(URI.create("http://127.0.0.1:" + WEB_PORT));
    }

    @Test
    void anEvenNumberOfVotersIsRefused() {
        assertThatThrownBy(() -> settings(
                        "cluster.raft.voters=a=127.0.0.1:9800,b=127.0.0.1:9801",
                        "cluster.coordinators=http://127.0.0.1:8081"))
                .isInstanceOf(CoordinatorSettingsException.class)
                .hasMessageContaining("cluster.raft.voters");
    }

    @Test
    void aCoordinatorThatIsNotAmongTheVotersIsRefused() {
        refused(() -> three("cluster.node.id=d"), "cluster.raft.voters must name this coordinator, 'd'");
    }

    @Test
    void raftBeyondLoopbackWithoutASecretIsRefused() {
        refused(() -> three("cluster.raft.bind=0.0.0.0"), "cluster.raft.bind (0.0.0.0) is beyond loopback");
    }

    @Test
    void withASecretRaftMayListenBeyondLoopback() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "ab".repeat(32) + "\n");

        HostSettings made = three("cluster.raft.bind=0.0.0.0", "cluster.secret-file=" + file);

        assertThat(made.raft().listenHost()).isEqualTo("0.0.0.0");
        assertThat(made.agent().secret()).isNotNull();
    }

    @Test
    void aSecretThatIsNoneIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> three("cluster.secret=hunter2"))
                .isInstanceOf(CoordinatorSettingsException.class)
                .message()
                .contains("64 hexadecimal digits")
                .doesNotContain("hunter2");
    }

    @Test
    void anElectionUnderTenBeatsOfRaftIsRefusedWithAValueThatWorks() {
        assertThatThrownBy(() -> three("cluster.raft.election-min=300", "cluster.raft.heartbeat=100"))
                .isInstanceOf(CoordinatorSettingsException.class)
                .hasMessageContaining("cluster.raft.election-min")
                .hasMessageContaining("works");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        refused(
                () -> three("cluster.profile=quick", "cluster.raft.replication-timeout=0", "cluster.node.bind=7800"),
                "cluster.profile must be",
                "cluster.raft.replication-timeout must be",
                "cluster.node.bind must be");
    }

    @Test
    void plainNumbersAreMillisecondsAndTheShortNameOfPhiCounts() {
        HostSettings made = three("cluster.failure.timeout=30000", "phi.threshold=6");

        assertThat(made.agent().profile().failureTimeout()).hasSeconds(30);
        assertThat(made.agent().profile().phiThreshold()).isEqualTo(6);
    }
}
