package io.bellwether.it.prometheus;

import io.bellwether.devservices.process.CommandResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prometheus' own checker: the one that is installed, or that of the image which docker-compose.yml names. */
public final class Promtool {

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
        return in(repository, repository.resolve("prometheus"));
    }

    /** The checker, for files in a folder that everybody may read; empty where there is none. */
    public static Optional<Promtool> in(Path repository, Path folder) throws IOException {
        return Programs.words("promtool", repository, "--network", "none", "--volume", folder + ":" + MOUNTED + ":ro")
                .map(words ->
                        new Promtool(words, folder, Programs.areInContainer(words) ? MOUNTED : folder.toString()));
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
