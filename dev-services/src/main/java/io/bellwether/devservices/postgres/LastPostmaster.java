package io.bellwether.devservices.postgres;

import io.bellwether.devservices.home.Home;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.ProcessFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a killed server leaves behind: a file that names its process, and for a moment the processes that it had
 * started.
 *
 * <p>Postgres refuses to start while the process that the file names is alive. A killed one can look alive, until
 * somebody collects it or because its number now belongs to another. The file is not simply deleted: it also names the shared
 * memory by which Postgres finds out whether a process of the old server still writes to the data.
 */
final class LastPostmaster {

    // Above every limit on process ids; as a number it still is one.
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);
    private static final Duration CHILDREN_LIMIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path data;

    LastPostmaster(Path data) {
        this.data = data;
    }

    /** Lets a new server start when the last one is dead; changes nothing when it lives. */
    void bury() {
        var file = data.resolve("postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return;
            }
            var lines = new ArrayList<>(Files.readAllLines(file));
            if (lines.isEmpty() || lives(lines.getFirst().strip())) {
                return;
            }
            awaitChildren();
            lines.set(0, NOBODY);
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new StartProblem("%s cannot be read or written (%s)".formatted(file, Home.reason(e)), e);
        }
    }

    private boolean lives(String pid) {
        return pid.matches("[0-9]{1,18}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> !ProcessFacts.isZombie(process))
                        .flatMap(process -> process.info().arguments())
                        .filter(arguments -> List.of(arguments).contains(data.toString()))
                        .isPresent();
    }

    /** They end by themselves when they notice that their parent has died. */
    private void awaitChildren() {
        long deadline = System.nanoTime() + CHILDREN_LIMIT.toNanos();
        var never = new CountDownLatch(1);
        try {
            while (ProcessHandle.allProcesses().anyMatch(this::worksHere)
                    && System.nanoTime() - deadline < 0
                    && !never.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                // Looks again. If one stays, Postgres refuses to start and names the shared memory.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean worksHere(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(data);
        } catch (IOException e) {
            // Not Linux, somebody else's process, or one that has just ended.
            return false;
        }
    }
}
