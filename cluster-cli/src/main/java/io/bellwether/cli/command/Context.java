package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What all verbs are told: which system on this machine they are about. */
final class Context {

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            description =
                    "Where the system keeps its data, output and secrets (default: $BELLWETHER_HOME, else .bellwether).")
    private @Nullable Path folder;

    Home home() {
        var told = folder;
        if (told != null) {
            return new Home(told, cache(told));
        }
        var environment = System.getenv("BELLWETHER_HOME");
        var chosen = environment == null || environment.isBlank()
                ? repository().resolve(".bellwether")
                : Path.of(environment);
        return new Home(chosen, cache(chosen));
    }

    SystemLayout layout() {
        return layout(Map.of(), false);
    }

    SystemLayout layout(Map<String, Integer> scale, boolean freePorts) {
        return SystemLayout.of(home(), repository(), scale, freePorts);
    }

    /** Beside the sources, for all homes: what is unpacked and what was learnt about its start serves them all. */
    private static Path cache(Path chosen) {
        return Files.isWritable(repository()) ? repository().resolve(".bellwether/cache") : chosen.resolve("cache");
    }

    /** Where the sources are, and what was built from them. */
    static Path repository() {
        var root = System.getProperty("bellwether.root");
        if (root == null) {
            throw new StartProblem(
                    "The command does not know where Bellwether's folder is: run it through ./bellwether");
        }
        return Path.of(root);
    }
}
