package io.bellwether.cli.layout;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterArgumentsTest {

    @TempDir
    Path folder;

    private ClusterArguments arguments(boolean freePorts) {
        var home = new Home(folder);
        return new ClusterArguments(PortPlan.of(home, freePorts), Places.of(folder), new Secrets(home), 3);
    }

    @Test
    void aServiceIsToldWhereItListensAndWhereTheCoordinatorsAre() {
        assertThat(arguments(false).member("log-producer-2"))
                .containsExactly(
                        "--cluster.node.bind=127.0.0.1:7821",
                        "--cluster.coordinators=http://127.0.0.1:8081,http://127.0.0.1:8084,http://127.0.0.1:8085",
                        "--cluster.secret-file="
                                + new Secrets(new Home(folder)).folder().resolve("cluster-secret"));
    }

    @Test
    void aCoordinatorIsToldOfTheOthersToo() {
        assertThat(arguments(false).coordinator("coordinator-3"))
                .contains(
                        "--cluster.node.bind=127.0.0.1:7802",
                        "--cluster.raft.voters=coordinator-1=127.0.0.1:9800,coordinator-2=127.0.0.1:9801,coordinator-3=127.0.0.1:9802");
    }

    @Test
    void aCoordinatorIsToldWhereToCopyToAndNotThePassword() {
        assertThat(arguments(false).copies(new External(false, false, false)))
                .containsExactly(
                        "--cluster.projections.kafka.bootstrap-servers=127.0.0.1:9092",
                        "--cluster.projections.redis.host=127.0.0.1",
                        "--cluster.projections.redis.port=6379",
                        "--cluster.projections.redis.password-file="
                                + new Secrets(new Home(folder)).folder().resolve("spring.data.redis.password"));
        assertThat(arguments(false).copies(new External(true, true, true))).isEmpty();
    }

    @Test
    void noTwoMembersShareAPortForDatagramsAtTheLargestScale() {
        var ports = PortPlan.of(new Home(folder), false);
        var taken = new HashSet<Integer>();
        for (var service : List.of("log-producer", "log-consumer")) {
            for (int i = 1; i <= SystemLayout.SCALE_MAX; i++) {
                assertThat(taken.add(ports.datagrams(service + "-" + i)))
                        .as("%s-%d", service, i)
                        .isTrue();
            }
        }
        for (var name : List.of("coordinator-1", "coordinator-2", "coordinator-3", "api-gateway-1")) {
            assertThat(taken.add(ports.datagrams(name))).as(name).isTrue();
        }
    }

    @Test
    void freePortsAreKept() {
        var first = arguments(true).coordinator("coordinator-1");
        assertThat(arguments(false).coordinator("coordinator-1")).isEqualTo(first);
        assertThat(first).doesNotContain("--cluster.node.bind=127.0.0.1:7800");
    }

    @Test
    void theSecretsAreMadeOnceAndPrivate() throws Exception {
        var home = new Home(folder);
        SystemLayout.of(home, folder, Map.of(), false).makeSecrets();
        var file = new Secrets(home).folder().resolve(ClusterArguments.CLUSTER_SECRET);
        var secret = Files.readString(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(secret).hasSizeGreaterThanOrEqualTo(43);

        SystemLayout.of(home, folder, Map.of(), false).makeSecrets();
        assertThat(Files.readString(file)).isEqualTo(secret);
    }
}
