package io.bellwether.spring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bellwether.agent.AgentConfig;
import io.bellwether.protocol.timing.TimingProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

final class ClusterSettingsTest {

    private static final String SECRET = "42".repeat(32);

    @TempDir
    private Path folder;

    private static AgentConfig config(String... settings) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cluster.node.id", "orders-1");
        map.put("cluster.coordinators", "http://127.0.0.1:8081");
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            map.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        map.values().removeIf(String::isEmpty);
        Binder binder = new Binder(new MapConfigurationPropertySource(map));
        ClusterProperties properties = binder.bindOrCreate("cluster", Bindable.of(ClusterProperties.class));
        PhiProperties phi = binder.bindOrCreate("phi", Bindable.of(PhiProperties.class));
        return ClusterSettings.agentConfig(
                properties,
                ClusterSettings.timing(properties, phi),
                ClusterProperties.text(properties.service().name()),
                List.of());
    }

    private static List<String> problems(String... settings) {
        ClusterSettingsException e = org.assertj.core.api.Assertions.catchThrowableOfType(
                ClusterSettingsException.class, () -> config(settings));
        assertThat(e).isNotNull();
        return e.problems();
    }

    @Test
    void twoLinesSuffice() {
        AgentConfig config = config();
        assertThat(config.nodeId()).isEqualTo("orders-1");
        assertThat(config.coordinators()).containsExactly(URI.create("http://127.0.0.1:8081"));
        assertThat(config.profile()).isEqualTo(TimingProfile.DEFAULT);
        assertThat(config.bind()).hasToString("127.0.0.1:0");
        assertThat(config.leaveTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.secret()).isNull();
    }

    @Test
    void plainNumbersAreMillisecondsAndEveryTimeCanBeSetAlone() {
        TimingProfile profile = config(
                        "cluster.heartbeat.interval=500",
                        "cluster.failure.timeout=10000",
                        "cluster.failure.silence-floor=2s",
                        "cluster.failure.silence-cap=4000",
                        "cluster.failure.phi-threshold=9.5",
                        "cluster.gossip.interval=700",
                        "cluster.gossip.fanout=4",
                        "cluster.recovery.stabilization=20000",
                        "cluster.raft.heartbeat=90",
                        "cluster.raft.election-min=1500",
                        "cluster.raft.election-max=2500")
                .profile();
        assertThat(profile)
                .isEqualTo(new TimingProfile(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        9.5,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1_500),
                        Duration.ofMillis(2_500),
                        Duration.ofMillis(90),
                        Duration.ofMillis(700),
                        4,
                        Duration.ofSeconds(20)));
    }

    @Test
    void aProfileIsTheBaseOfWhatIsNotSet() {
        assertThat(config("cluster.profile=fast").profile()).isEqualTo(TimingProfile.FAST);
        assertThat(config("cluster.profile=steady").profile()).isEqualTo(TimingProfile.STEADY);
        assertThat(config("cluster.profile=WAN").profile()).isEqualTo(TimingProfile.WAN);
        assertThat(config("cluster.profile=wan", "cluster.gossip.fanout=5")
                        .profile()
                        .heartbeat())
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theShortNameOfThePhiThresholdCountsUnlessTheLongOneIsSet() {
        assertThat(config("phi.threshold=10").profile().phiThreshold()).isEqualTo(10);
        assertThat(config("phi.threshold=10", "cluster.failure.phi-threshold=12")
                        .profile()
                        .phiThreshold())
                .isEqualTo(12);
    }

    @Test
    void aNameIsNeverGuessed() {
        assertThat(problems("cluster.node.id="))
                .singleElement()
                .asString()
                .startsWith("cluster.node.id is not set")
                .contains("cluster.node.id=orders-1");
        assertThat(problems("cluster.node.id=a b"))
                .singleElement()
                .asString()
                .contains("cluster.node.id must be", "'a b'");
    }

    @Test
    void withoutCoordinatorsThereIsNothingToJoin() {
        assertThat(problems("cluster.coordinators="))
                .singleElement()
                .asString()
                .contains("cluster.coordinators is not set", "http://127.0.0.1:8081", "cluster.enabled=false");
        assertThat(problems("cluster.coordinators=http://a b:1"))
                .singleElement()
                .asString()
                .isEqualTo("cluster.coordinators must be URLs like http://host:8081, got 'http://a b:1'");
        assertThat(problems("cluster.coordinators=localhost:8081"))
                .singleElement()
                .asString()
                .contains("'localhost:8081'");
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThat(problems(
                        "cluster.node.id=",
                        "cluster.coordinators=",
                        "cluster.node.bind=here",
                        "cluster.failure.timeout=5000",
                        "cluster.gossip.fanout=0",
                        "cluster.health.interval=0",
                        "cluster.health.timeout=-1",
                        "cluster.health.kafka-lag-half=0",
                        "cluster.service.url=somewhere",
                        "cluster.service.metrics-url=/actuator/prometheus",
                        "cluster.service.name=caf\u00e9",
                        "cluster.agent.leave-timeout=2m",
                        "cluster.secret=secret"))
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactly(
                        "cluster.node.bind",
                        "cluster.secret",
                        "cluster.node.id",
                        "cluster.coordinators",
                        "cluster.health.interval",
                        "cluster.health.timeout",
                        "cluster.health.kafka-lag-half",
                        "cluster.service.name",
                        "cluster.service.url",
                        "cluster.service.metrics-url",
                        "cluster.failure.timeout",
                        "cluster.gossip.fanout",
                        "cluster.agent.leave-timeout");
    }

    @Test
    void whatWouldNotFitIntoADatagramIsRefused() {
        assertThat(problems("cluster.service.metadata.a=" + "x".repeat(97)))
                .singleElement()
                .asString()
                .contains("cluster.service.metadata.a must be at most 96");
        String[] many = new String[11];
        for (int i = 0; i < many.length; i++) {
            many[i] = "cluster.service.metadata.k%d=v".formatted(i);
        }
        assertThat(problems(many)).singleElement().asString().contains("at most 10 entries");
    }

    @Test
    void theSecretComesFromAFileOrTheSetting() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, SECRET + "\n");
        String fromFile = java.util.Objects.requireNonNull(
                        config("cluster.secret-file=" + file).secret())
                .authorization();
        String fromSetting = java.util.Objects.requireNonNull(
                        config("cluster.secret=" + SECRET).secret())
                .authorization();
        assertThat(fromFile).isEqualTo(fromSetting);
        assertThat(problems("cluster.secret=" + SECRET, "cluster.secret-file=" + file))
                .singleElement()
                .asString()
                .contains("both set", "remove one");
    }

    @Test
    void aSecretFileThatHoldsNoneIsToldWithoutShowingIt() throws IOException {
        Path file = folder.resolve("secret");
        assertThat(problems("cluster.secret-file=" + file))
                .singleElement()
                .asString()
                .contains("cannot be read", "make it readable");
        Files.writeString(file, "hunter2");
        assertThat(problems("cluster.secret-file=" + file))
                .singleElement()
                .asString()
                .contains(file.toString(), "openssl rand -hex 32")
                .doesNotContain("hunter2");
        Files.writeString(file, "x".repeat(5_000));
        assertThat(problems("cluster.secret-file=" + file))
                .singleElement()
                .asString()
                .contains("longer than any secret");
    }

    @Test
    void whatPrintsSettingsPrintsNoSecret() {
        Binder binder = new Binder(
                new MapConfigurationPropertySource(Map.of("cluster.secret", SECRET, "cluster.node.id", "a")));
        ClusterProperties properties = binder.bindOrCreate("cluster", Bindable.of(ClusterProperties.class));
        assertThat(properties.secret()).isEqualTo(SECRET);
        assertThat(properties.toString()).doesNotContain(SECRET);
    }

    @Test
    void aCustomizerHasTheLastWordAndIsCheckedToo() {
        Binder binder = new Binder(new MapConfigurationPropertySource(
                Map.of("cluster.node.id", "coordinator-1", "cluster.coordinators", "http://127.0.0.1:8081")));
        ClusterProperties properties = binder.bindOrCreate("cluster", Bindable.of(ClusterProperties.class));
        AgentConfig config = ClusterSettings.agentConfig(
                properties, TimingProfile.DEFAULT, "", List.of(builder -> builder.coordinator(true)));
        assertThat(config.coordinator()).isTrue();
        assertThatExceptionOfType(ClusterSettingsException.class)
                .isThrownBy(() -> ClusterSettings.agentConfig(
                        properties, TimingProfile.DEFAULT, "", List.of(builder -> builder.zone("\n"))));
    }
}
