package io.bellwether.it.prometheus;

import io.bellwether.devservices.process.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prometheus' own checker: the one that is installed, or that of the image which docker-compose.yml names. */
public final class Promtool {

    /** Why tests that need it are skipped. */
    public static final String MISSING =
            "promtool is not installed, and the image of Prometheus that docker-compose.yml names is not here:"
                    + " docker-compose pull prometheus";

    private static final Duration BOUND = Duration.ofMinutes(5);
    private static final String MOUNTED = "/files";

    private final List<String> start;
    private final Path folder;
    private final String folderThere;

    private Promtool(List<String> start, Path folder, String folderThere) {
        this.start = start;
        this.folder = folder;
        this.folderThere = folderThere;
    }

    /** The checker, for files in the folder prometheus of this repository; empty where there is none. */
    public static Optional<Promtool> in(Path repository) throws IOException {
        Path folder = repository.resolve("prometheus");
        if (run(List.of("promtool", "--version"), null).ok()) {
            return Optional.of(new Promtool(List.of("promtool"), folder, folder.toString()));
        }
        String image = Files.readAllLines(repository.resolve("docker-compose.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("image: prom/prometheus:"))
                .map(line -> line.substring("image: ".length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("docker-compose.yml names no image of Prometheus"));
        // Only one that is here: nothing is pulled by a test.
        return run(List.of("docker", "image", "inspect", image), null).ok()
                ? Optional.of(new Promtool(
                        List.of(
                                "docker",
                                "run",
                                "--rm",
                                "--interactive",
                                "--network",
                                "none",
                                "--volume",
                                folder + ":" + MOUNTED + ":ro",
                                "--entrypoint",
                                "promtool",
                                image),
                        folder,
                        MOUNTED))
                : Optional.empty();
    }

    private static CommandResult run(List<String> words, @Nullable String input) {
        return CommandResult.of(words, BOUND, input);
    }

    /** What it calls a file of the folder. */
    public String file(Path file) {
        return folderThere + "/" + folder.relativize(file);
    }

    /** Runs it. */
    public CommandResult run(List<String> arguments) {
        List<String> words = new ArrayList<>(start);
        words.addAll(arguments);
        return run(words, null);
    }

    /** Has it look at what a process shows. */
    public CommandResult checkMetrics(String exposition) {
        List<String> words = new ArrayList<>(start);
        words.addAll(List.of("check", "metrics"));
        return run(words, exposition);
    }
}
