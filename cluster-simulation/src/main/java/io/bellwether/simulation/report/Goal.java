package io.bellwether.simulation.report;

/** What a number has to be. */
public record Goal(Bound bound, double value) {

    /** On which side of the value the number has to lie. */
    public enum Bound {
        AT_MOST("<="),
        AT_LEAST(">="),
        EXACTLY("=");

        private final String sign;

        Bound(String sign) {
            this.sign = sign;
        }
    }

    /** The number may not be above. */
    public static Goal atMost(double value) {
        return new Goal(Bound.AT_MOST, value);
    }

    /** The number may not be below. */
    public static Goal atLeast(double value) {
        return new Goal(Bound.AT_LEAST, value);
    }

    /** The number may not be another. */
    public static Goal exactly(double value) {
        return new Goal(Bound.EXACTLY, value);
    }

    /** Whether a number reaches the goal; NaN, the sign of an empty sample, never does. */
    public boolean reachedBy(double measured) {
        return switch (bound) {
            case AT_MOST -> measured <= value;
            case AT_LEAST -> measured >= value;
            case EXACTLY -> measured == value;
        };
    }

    @Override
    public String toString() {
        return bound.sign + " " + Numbers.plain(value);
    }
}
