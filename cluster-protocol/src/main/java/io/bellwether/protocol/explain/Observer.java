package io.bellwether.protocol.explain;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One neighbour of a subject, and what it says about it.
 *
 * @param incarnation Its incarnation.
 * @param voice Whether that counts.
 * @param verdict What it thinks of the edge, null where it has said nothing.
 * @param verdictMillis For how long it has thought so, {@link #UNKNOWN} where it has said nothing.
 * @param lastBeatMillis How long ago it heard the last beat, {@link #UNKNOWN} if it never heard one or has said nothing.
 * @param reportMillis How old its report is, {@link #UNKNOWN} if there is none.
 */
public record Observer(
        NodeId id,
        long incarnation,
        Voice voice,
        @Nullable EdgeVerdict verdict,
        long verdictMillis,
        long lastBeatMillis,
        long reportMillis) {

    /** A time that is not known. */
    public static final long UNKNOWN = -1;
}
