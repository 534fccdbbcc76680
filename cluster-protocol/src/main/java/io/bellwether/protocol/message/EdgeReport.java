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

    /** So many leading bits of {@code sinceMillis} a report in a datagram keeps: under 2 percent are lost. */
    private static final int SINCE_BITS = 6;

    public EdgeReport {
        Bounds.atLeastZero("subject", subject);
        Bounds.atLeastZero("sinceMillis", sinceMillis);
        Bounds.atLeastZero("lastBeatMillis", lastBeatMillis);
    }

    /**
     * An edge for a report that is sent each beat: {@code sinceMillis}, which grows as long as the edge is well, is
     * rounded to six leading bits, so that it takes two bytes for ever. At most 1.6 % are lost, nothing below 64 ms.
     */
    public static EdgeReport rounded(long subject, EdgeVerdict verdict, int sinceMillis, int lastBeatMillis) {
        Bounds.atLeastZero("sinceMillis", sinceMillis);
        int dropped = Math.max(0, Integer.SIZE - Integer.numberOfLeadingZeros(sinceMillis) - SINCE_BITS);
        long half = dropped == 0 ? 0 : 1L << (dropped - 1);
        long rounded = (sinceMillis + half) >>> dropped << dropped;
        return new EdgeReport(subject, verdict, (int) Math.min(rounded, Integer.MAX_VALUE), lastBeatMillis);
    }
}
