package io.bellwether.it.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.it.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are wrong stop the start, with one message that says all of it. */
@BesideOthers
class BadSettingsIT {

    private static final long LIMIT_SECONDS = 240;
    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    @Test
    void aCoordinatorTellsEverythingThatIsWrongAtOnceAndEnds() throws Exception {
        String said = run(
                "cluster-coordinator",
                "--cluster.node.id=coordinator 1",
                "--cluster.raft.voters=coordinator-1",
                "--cluster.raft.election-min=500",
                "--cluster.raft.heartbeat=100",
                "--cluster.gossip.fanout=0",
                "--cluster.failure.silence-cap=1s",
                "--cluster.node.bind=everywhere",
                "--cluster.secret=short");

        assertThat(said)
                .contains(
                        "cluster.raft.voters",
                        "cluster.gossip.fanout",
                        "cluster.failure.silence-cap",
                        "cluster.node.bind must be a host and a port, got 'everywhere'")
                .doesNotContain("\tat ");
    }

    @Test
    void aProfileThatDoesNotExistIsAnsweredWithThoseThatDo() throws Exception {
        String said = run("cluster-coordinator", "--cluster.profile=quick");

        assertThat(said)
                .contains("cluster.profile is 'quick'", "one of fast, default, steady, wan")
                .doesNotContain("\tat ");
    }

    @Test
    void aServiceTellsWhatIsWrongWithItsMembershipAndEnds() throws Exception {
        String said = run(
                "log-producer",
                "--cluster.node.id=",
                "--cluster.coordinators=no url",
                "--cluster.heartbeat.interval=-1s",
                "--cluster.secret=short");

        assertThat(said)
                .contains(
                        "cluster.node.id is not set",
                        "cluster.coordinators must be URLs",
                        "cluster.secret is no secret")
                .doesNotContain("\tat ", "'short'");
    }

    @Test
    void nothingListensBeyondLoopbackWithoutASecret() throws Exception {
        String said = run("log-producer", "--cluster.node.bind=0.0.0.0:0", "--cluster.node.advertise=127.0.0.1");

        assertThat(said).contains("cluster.secret-file").doesNotContain("\tat ");
    }

    /** What a service says that does not start. */
    private String run(String service, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ROOT.resolve(service).resolve("target/" + service + ".jar").toString(),
                "--server.port=0",
                "--spring.main.banner-mode=off"));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as("it goes on: " + said).isTrue();
        assertThat(process.exitValue()).as(said).isNotZero();
        return said;
    }
}
