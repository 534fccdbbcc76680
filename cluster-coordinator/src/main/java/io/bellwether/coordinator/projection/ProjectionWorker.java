package io.bellwether.coordinator.projection;

import io.bellwether.coordinator.projection.Progress.Phase;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of one copy: waits until this coordinator leads, copies while it does, and tries again after a pause where that
 * fails. The clients of a back end are made here, not before, and not by anybody else's thread.
 */
final class ProjectionWorker implements Runnable {

    /** How soon it notices that this coordinator leads. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionWorker.class);

    private final Progress progress;
    private final Leadership leadership;
    private final Supplier<Projection> projections;
    private final Backoff backoff;
    private final CountDownLatch ended;
    private final Complaints complaints = new Complaints();

    ProjectionWorker(
            Progress progress,
            Leadership leadership,
            Supplier<Projection> projections,
            Backoff backoff,
            CountDownLatch ended) {
        this.progress = progress;
        this.leadership = leadership;
        this.projections = projections;
        this.backoff = backoff;
        this.ended = ended;
    }

    @Override
    public void run() {
        try {
            boolean over;
            do {
                OptionalLong term = leadership.term();
                over = pause(term.isPresent() ? copy(term.getAsLong()) : rest());
            } while (!over);
        } catch (InterruptedException e) {
            // The process stops.
            Thread.currentThread().interrupt();
        }
    }

    private Duration rest() {
        if (progress.state().phase() != Phase.WAITING) {
            waits();
        }
        return LOOK;
    }

    private void waits() {
        backoff.reset();
        complaints.worked();
        progress.moveTo(Phase.WAITING, "does not lead");
    }

    private boolean pause(Duration pause) throws InterruptedException {
        return ended.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    private boolean isOver() {
        return ended.getCount() == 0;
    }

    /** Copies until leadership is over or something fails, and returns how long to wait then. */
    private Duration copy(long term) throws InterruptedException {
        try (Projection projection = projections.get()) {
            String from = projection.open();
            boolean more = projection.round();
            // Only now it is known to work: some back ends say so of themselves and then take nothing.
            started(term, from);
            while (more && !isOver() && leadership.holds(term)) {
                more = projection.round();
            }
            stopped(term);
            return LOOK;
        } catch (RuntimeException e) {
            if (isOver()) {
                return Duration.ZERO;
            }
            if (!leadership.holds(term)) {
                stopped(term);
                return LOOK;
            }
            Duration pause = backoff.pause();
            failed(e, pause);
            return pause;
        }
    }

    private void started(long term, String from) {
        backoff.reset();
        complaints.worked();
        progress.moveTo(Phase.WRITING, from);
        LOG.atInfo()
                .addKeyValue("action", "projection.started")
                .addKeyValue("target", progress.target().code())
                .addKeyValue("term", term)
                .addKeyValue("from", from)
                .log("copies what this leader knows");
    }

    private void stopped(long term) {
        waits();
        LOG.atInfo()
                .addKeyValue("action", "projection.stopped")
                .addKeyValue("target", progress.target().code())
                .addKeyValue("term", term)
                .log("does not lead any more, or stops: the next leader goes on");
    }

    private void failed(RuntimeException e, Duration pause) {
        String cause = Causes.told(e);
        progress.failed(cause);
        OptionalLong suppressed = complaints.failed(System.nanoTime());
        if (suppressed.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("action", "projection.failed")
                    .addKeyValue("target", progress.target().code())
                    .addKeyValue("cause", cause)
                    .addKeyValue("suppressed", suppressed.getAsLong())
                    .addKeyValue("retryMillis", pause.toMillis())
                    .log("cannot copy now; the cluster needs it for nothing, and it is tried until it works"
                            + " (docs/projections.md)");
            LOG.atDebug().setCause(e).log("cannot copy now");
        }
    }
}
