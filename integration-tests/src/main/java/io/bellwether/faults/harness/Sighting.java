package io.bellwether.faults.harness;

/**
 * What one process said of a member, from then on.
 *
 * @param nanos When its answer had arrived, by {@link System#nanoTime}: it held this at that moment at the latest.
 * @param observer Whose view it is.
 * @param subject The member.
 * @param status Its state, {@link #GONE} where the view does not hold it.
 * @param incarnation Its incarnation, 0 where the view does not hold it.
 */
public record Sighting(long nanos, String observer, String subject, String status, long incarnation) {

    /** Not in the view: never joined, left, or removed. */
    public static final String GONE = "GONE";

    public boolean isGone() {
        return status.equals(GONE);
    }

    /** Whether it is in that state. */
    public boolean is(String state) {
        return status.equals(state);
    }

    boolean saysSame(Sighting other) {
        return status.equals(other.status) && incarnation == other.incarnation;
    }
}
