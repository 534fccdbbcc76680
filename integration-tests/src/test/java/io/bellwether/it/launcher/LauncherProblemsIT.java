package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.it.BesideOthers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong at a start gets one clear sentence, and nothing stays behind. */
@BesideOthers
class LauncherProblemsIT {

    @TempDir
    Path folder;

    private Launcher launcher = new Launcher(Path.of("unset"));

    @BeforeEach
    void chooseHome() {
        launcher = new Launcher(folder.resolve("home"));
    }

    @AfterEach
    void clean() {
        launcher.run("clean", "--yes");
    }

    @Test
    void aTakenPortIsNamedWithWhoNeedsItAndWhoHoldsIt() throws IOException {
        Files.createDirectories(launcher.home());
        try (var holder = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            int port = holder.getLocalPort();
            Files.writeString(launcher.home().resolve("ports.properties"), "api-gateway-1=" + port);

            var run = launcher.run("up");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.output().strip())
                    .hasLineCount(1)
                    .contains("Port " + port + ", which api-gateway-1 needs, is taken by process "
                            + ProcessHandle.current().pid())
                    .contains("--free-ports");
            assertThat(launcher.processes()).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamedWithTheWayOut() {
        // Nobody can create a folder there, not even root, whom permissions do not stop.
        var run = new Launcher(Path.of("/proc/bellwether")).run("up");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output().strip())
                .hasLineCount(1)
                .startsWith("The data folder /proc/bellwether cannot be written (")
                .contains("--home");
    }

    @Test
    void anUnknownNodeGetsTheListOfThoseThatAreThere() {
        var run = launcher.run("kill", "log-produce");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output().strip()).hasLineCount(1).contains("no node 'log-produce'", "log-producer-1");
    }

    @Test
    void aProcessThatDiesDuringStartShowsItsLastWords() {
        var run = launcher.run(Map.of("SERVER_SHUTDOWN", "perhaps"), "up", "--free-ports");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output())
                .contains("coordinator-1 did not start: its process ended while it started", "perhaps")
                .contains("./bellwether output NODE");
    }

    @Test
    void anInterruptedStartLeavesNothingBehind() throws Exception {
        var output = folder.resolve("up.out");
        var up = launcher.start(Map.of(), output, "up", "--free-ports");
        await("the first processes")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(Files.readString(output)).contains("coordinator-1   starting"));

        // What Ctrl-C does too; but SIGINT is ignored in whatever a script has put into the background.
        signal("TERM", up);

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(up.exitValue()).isNotZero();
        assertThat(launcher.processes()).as(Files.readString(output)).isEmpty();
    }

    @Test
    void aLauncherThatIsKilledIsFollowedByOneThatRepairs() throws Exception {
        var output = folder.resolve("up.out");
        var up = launcher.start(Map.of(), output, "up", "--free-ports");
        await("the first processes")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(Files.readString(output)).contains("coordinator-1   starting"));
        signal("KILL", up);
        assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();

        launcher.run("up").succeeded();

        assertThat(launcher.run("status").exitCode()).isZero();
        launcher.run("down").succeeded();
        assertThat(launcher.processes()).isEmpty();
    }

    @Test
    void withoutAJdkTheSentenceSaysWhatToInstall() throws Exception {
        var repository = Path.of(System.getProperty("bellwether.root", ".."))
                .toAbsolutePath()
                .normalize();
        // A shell that finds no java and looks in no usual folder: the search alone, told that nothing is there.
        var script = "jdk_in_usual_folders() { return 1; }; . '%s'; jdk_in_usual_folders() { return 1; }; find_jdk"
                .formatted(repository.resolve(".mvn/find-jdk.sh"));
        var builder = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", "/nowhere");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said.strip()).hasLineCount(1).contains("JDK of release 21 or newer", "install one");
    }

    private static void signal(String name, Process process) throws Exception {
        // The shell has handed over to Java by exec: one process, one id.
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
