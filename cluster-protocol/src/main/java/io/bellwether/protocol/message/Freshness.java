package io.bellwether.protocol.message;

/**
 * Evidence that a majority of voters stood behind a leader, a while ago.
 *
 * @param term The leader's term, 0 if nothing is known.
 * @param leader The leader's incarnation, 0 if not known.
 * @param ageMillis How long ago its lease was last confirmed, as the sender knows.
 */
public record Freshness(long term, long leader, int ageMillis) {

    /** Nothing known. */
    public static final Freshness UNKNOWN = new Freshness(0, 0, Integer.MAX_VALUE);

    public Freshness {
        Bounds.atLeastZero("term", term);
        Bounds.atLeastZero("leader", leader);
        Bounds.atLeastZero("ageMillis", ageMillis);
    }
}
