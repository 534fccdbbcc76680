package io.bellwether.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./bellwether bench agents} with 30 agents for 10 seconds, held to the goals of a hundred. */
class BenchAgentsIT {

    /** A busy moment of the machine makes one run slow, a fault all of them. */
    private static final int RUNS_MAX = 3;

    private static final long LIMIT_SECONDS = 300;
    private static final int GOALS = 9;
    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    @Test
    void agentsJoinInTimeCostLittleAndTakeHeartbeatsFastEnough() throws Exception {
        JsonNode result = run();
        for (int run = 1; run < RUNS_MAX && !result.path("pass").asBoolean(); run++) {
            System.out.printf("run %d fell short: %s%n", run, result);
            result = run();
        }
        List<JsonNode> goals = result.path("rows")
                .valueStream()
                .filter(row ->
                        row.path("goal").isValueNode() && !row.path("goal").isNull())
                .toList();
        // Without goals the machine was too slow to say anything.
        assumeTrue(!goals.isEmpty(), "void: " + result);
        assertThat(goals).hasSizeGreaterThanOrEqualTo(GOALS);
        assertThat(goals)
                .allSatisfy(row ->
                        assertThat(row.path("pass").asBoolean()).as("%s", row).isTrue());
    }

    private JsonNode run() throws IOException, InterruptedException {
        Path output = folder.resolve("result.json");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbellwether.root=" + ROOT,
                        "-jar",
                        ROOT.resolve("benchmarks/target/benchmarks.jar").toString(),
                        "agents",
                        "--agents",
                        "30",
                        "--seconds",
                        "10",
                        "-o",
                        "json")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("no end after %d s: %s".formatted(LIMIT_SECONDS, Files.readString(errors)));
        }
        assertThat(process.exitValue()).as(Files.readString(errors)).isIn(0, 2);
        return JsonMapper.shared().readTree(Files.readString(output));
    }
}
