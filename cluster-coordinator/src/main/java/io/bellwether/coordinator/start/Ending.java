package io.bellwether.coordinator.start;

import io.bellwether.coordinator.raft.Halt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a coordinator ends that cannot go on: one clear line, and the process is gone for whoever supervises it to see. */
final class Ending {

    /** What the process ends with, so that a supervisor can tell it from a crash. */
    static final int STATUS = 3;

    private static final long PATIENCE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    static Halt halt() {
        return new Halt(Ending::end);
    }

    private static void end(String line, @Nullable Throwable cause) {
        LOG.atError()
                .addKeyValue("action", "coordinator.halted")
                .addKeyValue("status", STATUS)
                .setCause(cause)
                .log(line);
        Thread orderly = Thread.ofPlatform().daemon().name("coordinator-end").start(() -> System.exit(STATUS));
        Thread.ofPlatform().daemon().name("coordinator-halt").start(() -> {
            try {
                // An orderly end may wait for the very thing that is broken.
                orderly.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().halt(STATUS);
        });
    }
}
