package io.bellwether.it.boards;

import io.bellwether.it.compose.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prometheus' own programs: those of this machine, or those of the image that docker-compose.yml names. */
final class Promtool {

    static final String IMAGE = "prom/prometheus:v3.5.0";

    private static final Duration BOUND = Duration.ofSeconds(60);

    private Promtool() {}

    /** Words that run a program of Prometheus on files of a folder, found under the same path; nothing where it is not to be had. */
    static Optional<List<String>> program(String name, Path folder, String... dockerOptions) {
        if (run(folder, name, "--version").succeeded()) {
            return Optional.of(List.of(name));
        }
        if (!run(folder, "docker", "image", "inspect", IMAGE).succeeded()) {
            return Optional.empty();
        }
        var words = new ArrayList<>(List.of("docker", "run", "--rm"));
        words.addAll(List.of(dockerOptions));
        words.addAll(List.of("--volume", folder + ":" + folder, "--entrypoint", name, IMAGE));
        return Optional.of(words);
    }

    /** What {@code promtool check rules} says of recording rules made of these expressions; empty where it finds nothing. */
    static Optional<String> complaints(Path folder, Map<String, String> expressions) throws IOException {
        var rules = new StringBuilder("groups:\n- name: boards\n  rules:\n");
        int number = 0;
        for (Map.Entry<String, String> expression : expressions.entrySet()) {
            rules.append("  # %s\n  - record: boards:%d\n    expr: '%s'\n"
                    .formatted(
                            expression.getKey(), ++number, expression.getValue().replace("'", "''")));
        }
        var file = Files.writeString(folder.resolve("rules.yml"), rules);
        // The image's user is another one.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var words =
                new ArrayList<>(program("promtool", folder, "--network", "none").orElseThrow());
        words.addAll(List.of("check", "rules", "--lint=none", file.toString()));
        var outcome = new Command(folder, Map.of(), words).run(BOUND);
        return outcome.succeeded() ? Optional.empty() : Optional.of(outcome.output() + "\n" + rules);
    }

    private static Command.Outcome run(Path folder, String... words) {
        try {
            return new Command(folder, Map.of(), List.of(words)).run(BOUND);
        } catch (UncheckedIOException notThere) {
            return new Command.Outcome(127, String.valueOf(notThere.getMessage()));
        }
    }
}
