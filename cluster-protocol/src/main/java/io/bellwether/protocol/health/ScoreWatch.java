package io.bellwether.protocol.health;

import java.time.Duration;

/**
 * When the score of a member is worth a commit: sick when it has been below 50 for ten seconds, well when it has been
 * above 65 for thirty. Between the two nothing is said, so a score around one limit commits nothing.
 *
 * <p>It says so at every sample for as long as it is true, and leaves it to the leader to compare with what is
 * committed: a proposal that got lost is made again without anybody remembering it.
 */
public final class ScoreWatch {

    public static final int SICK_BELOW = 50;
    public static final Duration SICK_AFTER = Duration.ofSeconds(10);
    public static final int WELL_ABOVE = 65;
    public static final Duration WELL_AFTER = Duration.ofSeconds(30);

    private static final long SICK_AFTER_NANOS = SICK_AFTER.toNanos();
    private static final long WELL_AFTER_NANOS = WELL_AFTER.toNanos();

    /** What a run of scores says. */
    public enum Finding {
        NOTHING,
        SICK,
        WELL
    }

    private Finding tendency = Finding.NOTHING;
    private long sinceNanos;

    /** Takes the score as it is now. */
    public Finding sample(int score, long nowNanos) {
        Finding now = tendencyOf(score);
        if (now != tendency) {
            tendency = now;
            sinceNanos = nowNanos;
        }
        long lasted = nowNanos - sinceNanos;
        return switch (tendency) {
            case SICK -> lasted >= SICK_AFTER_NANOS ? Finding.SICK : Finding.NOTHING;
            case WELL -> lasted >= WELL_AFTER_NANOS ? Finding.WELL : Finding.NOTHING;
            case NOTHING -> Finding.NOTHING;
        };
    }

    private static Finding tendencyOf(int score) {
        if (score < SICK_BELOW) {
            return Finding.SICK;
        }
        return score > WELL_ABOVE ? Finding.WELL : Finding.NOTHING;
    }
}
