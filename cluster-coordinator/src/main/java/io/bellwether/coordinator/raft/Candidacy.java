package io.bellwether.coordinator.raft;

import io.bellwether.protocol.timing.TimingProfile;
import org.jspecify.annotations.Nullable;

/**
 * Safeguard six: an election that has died. The library stands for election in a thread that ends at the first exception,
 * and leaves the server a candidate: it follows nobody and asks nobody, for as long as nobody else wins. Where that happens to
 * a majority there is never a leader again. A candidate asks for votes at least once in each upper election bound; one that
 * has not for eight of them ends its process, and stands again when it is started.
 */
final class Candidacy {

    private static final int BOUNDS_MAX = 8;

    private final long quietNanosMax;
    private final long periodNanos;
    private long asked;
    private long quietNanos;
    private long lookedNanos;

    Candidacy(TimingProfile profile, long periodMillis) {
        this.quietNanosMax = BOUNDS_MAX * profile.electionMax().toNanos();
        this.periodNanos = periodMillis * 1_000_000;
    }

    /**
     * Why the process has to end, null if it may go on.
     *
     * @param askedUntilNow how many votes were asked for until now
     */
    @Nullable
    String look(boolean isCandidate, long askedUntilNow, long nowNanos) {
        // Whoever stood still itself asked nobody meanwhile either.
        long passed = Math.clamp(nowNanos - lookedNanos, 0, 2 * periodNanos);
        lookedNanos = nowNanos;
        if (!isCandidate || askedUntilNow != asked) {
            asked = askedUntilNow;
            quietNanos = 0;
            return null;
        }
        quietNanos += passed;
        return quietNanos < quietNanosMax
                ? null
                : "it stands for election and has asked nobody for %d ms: its election has died"
                        .formatted(quietNanos / 1_000_000);
    }
}
