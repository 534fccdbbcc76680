package io.bellwether.it.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.devservices.netns.BrokenNetwork;
import io.bellwether.devservices.netns.Requirements;
import io.bellwether.devservices.process.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A whole system with a network for each node, broken and mended by the command. Linux and root only. */
class LauncherNetworkIT {

    @Test
    void nodesAreCutOffAndMendedByTheCommandAndNothingStaysBehind(@TempDir Path folder) {
        var missing = Requirements.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        var launcher = new Launcher(folder.resolve("home"));
        try {
            launcher.run("up", "--netns").succeeded();
            var id = BrokenNetwork.of(launcher.home()).orElseThrow().id();
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

            launcher.run("down").succeeded();
            assertThat(launcher.processes()).isEmpty();
            assertThat(run("ip", "netns", "list") + run("ip", "link", "show")).doesNotContain(id);
            assertThat(launcher.run("partition", "kafka").output()).contains("./bellwether up --netns");
        } finally {
            launcher.run("clean", "--yes");
        }
    }

    private static String run(String... command) {
        var result = CommandResult.of(List.of(command), Duration.ofSeconds(10), null);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
