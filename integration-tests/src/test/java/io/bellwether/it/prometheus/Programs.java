package io.bellwether.it.prometheus;

import io.bellwether.devservices.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Prometheus' own programs are: installed, or in the image that docker-compose.yml names. */
public final class Programs {

    /** Why tests that need one are skipped. */
    public static final String MISSING =
            "Prometheus is not installed, and its image that docker-compose.yml names is not here:"
                    + " docker-compose pull prometheus";

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String DOCKER = "docker";

    private Programs() {}

    /**
     * The words that start one; empty where there is none.
     *
     * @param options For {@code docker run}, where it is one of the image: folders, the network.
     */
    public static Optional<List<String>> words(String program, Path repository, String... options) throws IOException {
        if (isOk(program, "--version")) {
            return Optional.of(List.of(program));
        }
        String image = Files.readAllLines(repository.resolve("docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("image: prom/prometheus:"))
                .map(line -> line.substring("image: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docker-compose.yml names no image of Prometheus"));
        // Only one that is here: nothing is pulled by a test.
        if (!isOk(DOCKER, "image", "inspect", image)) {
            return Optional.empty();
        }
        var words = new ArrayList<>(List.of(DOCKER, "run", "--rm", "--interactive"));
        words.addAll(List.of(options));
        words.addAll(List.of("--entrypoint", program, image));
        return Optional.of(words);
    }

    /** Whether these words start a container. */
    public static boolean areInContainer(List<String> words) {
        return words.getFirst().equals(DOCKER);
    }

    private static boolean isOk(String... words) {
        return CommandResult.of(List.of(words), BOUND, null).ok();
    }
}
