package io.bellwether.devservices.netns;

import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.CommandResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The programs of the operating system that make networks. */
final class Tools {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Tools() {}

    /** Runs one, and says what it said when it fails. */
    static String run(List<String> command) {
        return run(command, null);
    }

    static String run(List<String> command, @Nullable String input) {
        var result = CommandResult.of(command, LIMIT, input);
        if (!result.ok()) {
            throw new StartProblem(
                    "The network of the nodes cannot be changed: '%s' says: %s. In a container it takes --privileged; ./bellwether down removes what was made"
                            .formatted(String.join(" ", command), result.output()));
        }
        return result.output();
    }

    /** Whether it succeeds. */
    static boolean succeeds(List<String> command) {
        return CommandResult.of(command, LIMIT, null).ok();
    }

    static List<String> lines(List<String> command) {
        return run(command).lines().toList();
    }

    /** Several changes by one call; what comes after a failed one is not done. */
    static void ip(@Nullable String namespace, List<String> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var command = namespace == null ? List.of("ip", "-batch", "-") : List.of("ip", "-n", namespace, "-batch", "-");
        run(command, String.join("\n", changes) + "\n");
    }
}
