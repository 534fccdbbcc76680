package io.bellwether.coordinator.projection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When the status is written: at most once a second where something was decided, and every three so that its age tells. */
final class StatusSchedule {

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(3);

    private @Nullable Standing written;
    private long writtenNanos;

    /** What a reader should learn of soon. */
    record Standing(long term, long epoch, long version, boolean protection) {}

    /** Whether to write now. */
    boolean isDue(Standing now, long nowNanos) {
        if (written == null) {
            return true;
        }
        long sinceNanos = nowNanos - writtenNanos;
        return sinceNanos >= LONGEST.toNanos() || (!written.equals(now) && sinceNanos >= SHORTEST.toNanos());
    }

    /** It was written. */
    void wrote(Standing what, long nowNanos) {
        written = what;
        writtenNanos = nowNanos;
    }
}
