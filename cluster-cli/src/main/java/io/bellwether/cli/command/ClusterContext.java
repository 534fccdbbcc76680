package io.bellwether.cli.command;

import io.bellwether.cli.cluster.Answer;
import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.layout.SystemLayout;
import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What all verbs about the cluster are told: where it is, and who asks. */
final class ClusterContext {

    @Mixin
    private final Context context = new Context();

    @Option(
            names = "--coordinator",
            paramLabel = "URL",
            description = "Coordinators to ask, such as http://host:8081 (default: those on this machine).")
    private List<URI> coordinators = List.of();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The operator's token (default: the one that ./bellwether up made).")
    private @Nullable Path tokenFile;

    ClusterClient client() {
        return new ClusterClient(coordinators(), token());
    }

    /** Where the coordinators are. */
    List<URI> coordinators() {
        return coordinators.isEmpty() ? context.layout().coordinators() : coordinators;
    }

    /** Whether it is about coordinators that were named, and not about the system of a home. */
    boolean isElsewhere() {
        return !coordinators.isEmpty();
    }

    /** A file whose content is nobody else's business, if one was named. */
    @Nullable
    Path tokenFile() {
        return tokenFile;
    }

    /** A client of these coordinators of this home only. */
    ClusterClient clientOf(List<String> names) {
        var layout = layout();
        return new ClusterClient(
                names.stream()
                        .map(name -> URI.create("http://" + layout.address(name)))
                        .toList(),
                token());
    }

    /** Has something done; the same that is sent again does no harm. */
    Answer post(String path, ObjectNode body) {
        return client().ask("POST", path, body.toString(), Map.of("Content-Type", "application/json"));
    }

    Home home() {
        return context.home();
    }

    SystemLayout layout() {
        return context.layout();
    }

    private @Nullable String token() {
        var told = tokenFile;
        var file = told == null ? context.layout().operatorToken() : told;
        try {
            return told == null && !Files.exists(file)
                    ? null
                    : Files.readString(file).strip();
        } catch (IOException e) {
            throw new StartProblem(
                    "The operator's token cannot be read from %s (%s)".formatted(file, e.getMessage()), e);
        }
    }
}
