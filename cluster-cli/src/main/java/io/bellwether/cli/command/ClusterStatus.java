package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The cluster as its coordinators tell it.
 *
 * @param told What {@code /cluster/status} says, null if nobody was asked or nobody answered.
 * @param failure Why nobody answered; empty if that is not so.
 */
record ClusterStatus(@Nullable JsonNode told, String failure) {

    /** Where nothing runs there is nobody to ask. */
    static final ClusterStatus NONE = new ClusterStatus(null, "");

    static ClusterStatus look(List<URI> coordinators) {
        try {
            return new ClusterStatus(
                    new ClusterClient(coordinators, null).get("/cluster/status").json(), "");
        } catch (StartProblem e) {
            return new ClusterStatus(null, String.valueOf(e.getMessage()));
        }
    }

    /** Whether it can do its work: a majority stands behind a leader, and nobody is lost. */
    boolean isWell() {
        if (told == null) {
            return failure.isEmpty();
        }
        for (var member : told.path("membership")) {
            switch (member.path("status").asString("")) {
                case "UNREACHABLE", "QUARANTINED" -> {
                    return false;
                }
                default -> {
                    // Who is on its way in or out, or serves badly, is no reason to wake anybody.
                }
            }
        }
        return told.path("hasQuorum").asBoolean();
    }

    void print(Terminal terminal, Instant now) {
        if (told != null) {
            terminal.out().printf("%n%s%n", terminal.strong("Cluster"));
            new MembersTable(terminal, now).print(told);
        } else if (!failure.isEmpty()) {
            terminal.out().printf("%n%s  %s%n", terminal.strong("Cluster"), terminal.bad(failure));
        }
    }
}
