package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.EdgeVerdict;

/**
 * One edge of this node, to be shown.
 *
 * @param subject The incarnation at its other end.
 * @param verdict What this node thinks of it.
 * @param forNanos For how long it has thought so.
 * @param silentNanos How long ago the newest beat came, -1 if none did.
 * @param phi How unlikely a silence this long is.
 * @param roundTripNanos The smoothed time of a beat and its echo, -1 if not known.
 * @param jitterNanos By how much beats vary.
 * @param lossRatio The share of the last beats that is missing.
 */
public record EdgeStatus(
        long subject,
        EdgeVerdict verdict,
        long forNanos,
        long silentNanos,
        double phi,
        long roundTripNanos,
        long jitterNanos,
        double lossRatio) {}
