package io.bellwether.cli.command;

import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.Home;
import io.bellwether.devservices.StartProblem;
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
            return new Home(told, binaries(told));
        }
        var environment = System.getenv("BELLWETHER_HOME");
        var chosen = environment == null || environment.isBlank()
                ? repository().resolve(".bellwether")
                : Path.of(environment);
        return new Home(chosen, binaries(chosen));
    }

    SystemLayout layout() {
        return layout(Map.of(), false);
    }

    SystemLayout layout(Map<String, Integer> scale, boolean freePorts) {
        return SystemLayout.of(home(), repository(), scale, freePorts);
    }

    private Path binaries(Path chosen) {
        var own = repository().resolve(".bellwether").resolve("binaries");
        return own.toFile().isDirectory() ? own : chosen.resolve("binaries");
    }

    private static Path repository() {
        var root = System.getProperty("bellwether.root");
        if (root == null) {
            throw new StartProblem(
                    "The command does not know where Bellwether's folder is: run it through ./bellwether");
        }
        return Path.of(root);
    }
}
