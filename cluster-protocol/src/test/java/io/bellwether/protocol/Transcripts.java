package io.bellwether.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts with all that they caused, as text that a person has reviewed. A line that begins with {@code >} is a command,
 * one that begins with {@code #} tells the story, and the others are what came of the command above them.
 * {@code -Drewrite} writes them anew, to be reviewed again.
 */
public final class Transcripts {

    private static final Path FOLDER = Path.of("src", "test", "resources", "scenarios");

    private Transcripts() {}

    /** Carries out one command and returns what came of it. */
    @FunctionalInterface
    public interface Script {
        List<String> run(List<String> words);
    }

    /** Runs a transcript and compares. */
    public static void check(String name, Script script) throws IOException {
        Path file = FOLDER.resolve(name);
        List<String> before = Files.readAllLines(file);
        List<String> after = new ArrayList<>();
        for (String line : before) {
            if (line.startsWith("#") || line.isBlank()) {
                after.add(line);
            } else if (line.startsWith(">")) {
                after.add(line);
                script.run(List.of(line.substring(1).strip().split(" +"))).forEach(said -> after.add("  " + said));
            }
        }
        if (System.getProperty("rewrite") != null) {
            Files.write(file, after);
            return;
        }
        assertThat(after)
                .as("%s; if it is meant, run with -Drewrite and review", name)
                .isEqualTo(before);
    }
}
