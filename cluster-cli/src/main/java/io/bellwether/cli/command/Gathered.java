package io.bellwether.cli.command;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until everybody who was started has become a member: a process that answers is not yet one that the others have
 * heard three times.
 */
final class Gathered {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Set<String> OUTSIDE = Set.of("JOINING", "LEAVING", "LEFT", "UNREACHABLE", "REMOVED");

    private Gathered() {}

    /** Who has not become one in time; mostly nobody. */
    static Set<String> awaitAll(List<String> names, List<URI> coordinators) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        var never = new CountDownLatch(1);
        Set<String> missing = missing(names, ClusterStatus.look(coordinators));
        try {
            while (!missing.isEmpty()
                    && System.nanoTime() - deadline < 0
                    && !never.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                missing = missing(names, ClusterStatus.look(coordinators));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return missing;
    }

    static Set<String> missing(List<String> names, ClusterStatus status) {
        var missing = new TreeSet<>(names);
        var told = status.told();
        if (told != null && told.path("hasQuorum").asBoolean()) {
            missing.removeIf(name -> {
                var member = told.path("membership").path(name);
                return !member.isMissingNode()
                        && !OUTSIDE.contains(member.path("status").asString(""));
            });
        }
        return missing;
    }
}
