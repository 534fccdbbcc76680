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

/**
 * {@code ./bellwether bench routing}, so short that it measures nothing: that both gateways carry the lines while one producer
 * answers late, that its share and the goals are computed, and that nothing is left behind.
 */
class BenchRoutingIT {

    private static final long LIMIT_SECONDS = 400;
    private static final int SECONDS = 12;
    private static final int RATE = 40;
    private static final String US = "bellwether";
    private static final String PEER = "plain gateway";
    private static final Path ROOT = Path.of(System.getProperty("bellwether.root", ".."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    @Test
    void bothGatewaysCarryTheLinesAndOursIsHeldToItsGoals() throws Exception {
        Path output = folder.resolve("result.json");
        Path errors = folder.resolve("errors");
        int exitCode = run(output, errors);
        assertThat(exitCode).as(Files.readString(errors)).isIn(0, 2);
        JsonNode result = JsonMapper.shared().readTree(Files.readString(output));

        assertThat(result.path("name").asString()).isEqualTo("bench routing");
        assertThat(result.path("pass").asBoolean()).isEqualTo(exitCode == 0);
        for (String gateway : List.of(US, PEER)) {
            assertThat(value(result, gateway, "slow: requests")).isEqualTo(SECONDS * RATE);
            assertThat(value(result, gateway, "slow: failed")).as("%s", result).isLessThan(50);
            assertThat(value(result, gateway, "slow: share of the slow one before"))
                    .as("%s", result)
                    .isBetween(5.0, 60.0);
        }
        assertThat(Files.readString(errors)).doesNotContain("%");
        assertThat(leftovers()).isEmpty();
        List<JsonNode> goals =
                result.path("rows").valueStream().filter(row -> row.has("goal")).toList();
        assumeTrue(!Files.readString(errors).contains("void:"), "void: " + result);
        assertThat(goals)
                .extracting(row -> row.path("metric").asString())
                .containsExactly("slow: share lost within 5 s", "slow: four fifths of its share back after");
        assertThat(goals).allMatch(row -> row.path("subject").asString().equals(US) && row.has("pass"));
    }

    private static double value(JsonNode result, String gateway, String metric) {
        return result.path("rows")
                .valueStream()
                .filter(row -> row.path("subject").asString().equals(gateway)
                        && row.path("metric").asString().equals(metric))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no '%s' of %s in %s".formatted(metric, gateway, result)))
                .path("value")
                .asDouble();
    }

    /** Homes that stayed behind, and processes that ran in one. */
    private List<String> leftovers() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("bellwether-routing"))
                    .toList();
        }
    }

    private int run(Path output, Path errors) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbellwether.root=" + ROOT,
                        // Its home is made there, and has gone when it ends.
                        "-Djava.io.tmpdir=" + folder,
                        "-jar",
                        ROOT.resolve("benchmarks/target/benchmarks.jar").toString(),
                        "routing",
                        "--seconds=" + SECONDS,
                        "--rate=" + RATE,
                        "--fault=slow",
                        "-o",
                        "json")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new AssertionError("no end after %d s: %s".formatted(LIMIT_SECONDS, Files.readString(errors)));
        }
        return process.exitValue();
    }
}
