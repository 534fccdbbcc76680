package io.bellwether.protocol.message;

import io.bellwether.protocol.detector.EdgeVerdict;

/**
 * One edge in a report.
 *
 * @param subject The incarnation at its other end.
 * @param verdict What the sender thinks of it.
 * @param sinceMillis For how long it has thought so.
 * @param lastBeatMillis How long ago the last beat came, {@link #NEVER} if none did.
 */
public record EdgeReport(long subject, EdgeVerdict verdict, int sinceMillis, int lastBeatMillis) {

    /** No beat was ever heard on this edge. */
    public static final int NEVER = Integer.MAX_VALUE;
}
