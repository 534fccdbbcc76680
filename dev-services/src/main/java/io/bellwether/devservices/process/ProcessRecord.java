package io.bellwether.devservices.process;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that was started for a node, as written down so that a later launcher finds it again.
 *
 * @param startedAt When the kernel says it started: a process id alone is reused.
 * @param fingerprint What it was started as.
 * @param port The port it is known by.
 */
public record ProcessRecord(String node, long pid, Instant startedAt, String fingerprint, int port, Path output) {

    // The kernel counts from boot, and a corrected clock moves the time of boot.
    private static final Duration CLOCK_CORRECTION_MAX = Duration.ofSeconds(5);

    /** The process itself, if it is still the one that was written down. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedWhenWritten);
    }

    private boolean startedWhenWritten(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(started -> Duration.between(started, startedAt).abs().compareTo(CLOCK_CORRECTION_MAX) <= 0)
                .orElse(true);
    }
}
