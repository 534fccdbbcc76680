package io.bellwether.gateway.routing;

/**
 * The health of an instance as it counts: in tens, because a score moves by a few points all the time and requests need
 * not; and following it slowly, because every gateway hears of a change at the same moment and would move all its traffic
 * at once.
 */
final class Weight {

    static final double MOST = 10;

    private static final int POINTS_PER_STEP = 10;
    private static final double STEPS_PER_SECOND = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private double value = Double.NaN;
    private long atNanos;

    /** The weight of a score as such, 1 to 10. */
    static double of(int score) {
        return Math.max(1, Math.ceil(score / (double) POINTS_PER_STEP));
    }

    /** Moves towards the target and says how far it has come. The first is taken as it is. */
    synchronized double follow(double target, long nowNanos) {
        if (Double.isNaN(value)) {
            value = target;
        } else {
            double reach = Math.max(0, nowNanos - atNanos) / NANOS_PER_SECOND * STEPS_PER_SECOND;
            value += Math.clamp(target - value, -reach, reach);
        }
        atNanos = nowNanos;
        return value;
    }
}
