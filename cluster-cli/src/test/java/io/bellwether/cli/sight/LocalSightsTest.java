package io.bellwether.cli.sight;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.cli.layout.Marker;
import io.bellwether.devservices.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of this machine itself. */
class LocalSightsTest {

    @TempDir
    Path folder;

    @Test
    void flushesAreMeasuredAndNothingIsLeft() throws IOException {
        var disk = DiskSpeed.look(folder.resolve("not/there"), Duration.ofMillis(300));
        assertThat(disk.folder()).isEqualTo(folder);
        assertThat(disk.flushes().count()).isPositive();
        assertThat(disk.flushes().p50())
                .isPositive()
                .isLessThanOrEqualTo(disk.flushes().p99());
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void percentilesAreTakenFromTheSlowEnd() {
        var nanos = new long[100];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) nanos.length - i;
        }
        var latencies = Latencies.of(nanos, nanos.length);
        assertThat(latencies.p50()).isEqualTo(Duration.ofNanos(50));
        assertThat(latencies.p99()).isEqualTo(Duration.ofNanos(99));
        assertThat(latencies.max()).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void wakeUpsAreMeasuredInTime() {
        assertThat(WakeUps.look(Duration.ofMillis(100)).count()).isBetween(1, 21);
    }

    @Test
    void datagramsPassHere() {
        assertThat(Loopback.failure()).isEmpty();
    }

    @Test
    void theMachineTellsWhatItHas() {
        var machine = Machine.look(new Home(folder.resolve("not/there")));
        assertThat(machine.folder()).isEqualTo(folder);
        assertThat(machine.cores()).isPositive();
        assertThat(machine.memoryBytes()).isGreaterThanOrEqualTo(machine.memoryFreeBytes());
        assertThat(machine.diskFreeBytes()).isPositive();
    }

    @Test
    void aSecretIsOpenWhereItsFolderIsToo() throws IOException {
        var secret = Files.writeString(folder.resolve("token"), "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(SecretFile.in(folder)).extracting(SecretFile::open).containsExactly(true);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(SecretFile.in(folder)).extracting(SecretFile::open).containsExactly(false);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(SecretFile.in(folder)).extracting(SecretFile::open).containsExactly(false);
    }

    @Test
    void anArgumentCountsBeforeTheEnvironmentHoweverItIsWritten() {
        var told = new ProcessSettings(
                "a",
                1,
                Map.of("CLUSTER_FAILURE_PHITHRESHOLD", "9", "cluster.profile", "fast", "CLUSTER_PROFILE", "wan"));
        assertThat(told.get("cluster.failure.phi-threshold")).hasValue("9");
        assertThat(told.get("cluster.profile")).hasValue("fast");
        assertThat(told.get("cluster.name")).isEmpty();
    }

    @Test
    void aMarkerIsFoundAmongArguments() {
        var marker = new Marker(Path.of("/a#b"), "log-producer-1");
        assertThat(Marker.among(List.of("java", marker.argument(), "-jar"))).contains(marker);
        assertThat(Marker.among(List.of("java", "-Dbellwether.node=", "-jar"))).isEmpty();
    }
}
