package io.bellwether.devservices.postgres;

import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.CommandResult;
import io.bellwether.devservices.process.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Postgres refuses to run as root. This is the prefix to its commands that makes root someone else. */
final class NotRoot {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private NotRoot() {}

    /** Empty for an ordinary user. */
    static List<String> prefix() {
        return isRoot() ? prefixForRoot() : List.of();
    }

    private static List<String> prefixForRoot() {
        // A user namespace in which nobody is mapped: the files stay ours, the server sees no root.
        var namespace = usable(List.of("unshare", "--user"));
        if (!namespace.isEmpty()) {
            return namespace;
        }
        // Where namespaces are forbidden: another user id that may still read and write our files.
        var dropped = usable(List.of(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "--inh-caps=+dac_override,+fowner",
                "--ambient-caps=+dac_override,+fowner"));
        if (!dropped.isEmpty()) {
            return dropped;
        }
        throw new StartProblem(
                "Postgres does not run as root, and this machine allows neither 'unshare --user' nor 'setpriv' to run it as someone else: start Bellwether as an ordinary user, or point SPRING_DATASOURCE_URL at a server of your own.");
    }

    private static List<String> usable(List<String> prefix) {
        if (Processes.onPath(prefix.getFirst()).isEmpty()) {
            return List.of();
        }
        var trial = new ArrayList<>(prefix);
        trial.add("true");
        return CommandResult.of(trial, LIMIT, null).ok() ? prefix : List.of();
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            // No /proc: macOS, where the name says it.
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
