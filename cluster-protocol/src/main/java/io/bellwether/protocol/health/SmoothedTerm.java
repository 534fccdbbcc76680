package io.bellwether.protocol.health;

/**
 * The points of one dimension, following its input with delay. By differences of time, so that it makes no difference
 * how often somebody looks.
 */
final class SmoothedTerm {

    private final Dimension dimension;
    private final Curve curve;
    private final double worsensNanos;
    private final double recoversNanos;
    private boolean known;
    private double input;
    private double target;
    private double points;
    private long lastNanos;

    SmoothedTerm(Dimension dimension) {
        this.dimension = dimension;
        this.curve = dimension.curve();
        this.worsensNanos = dimension.worsens().toNanos();
        this.recoversNanos = dimension.recovers().toNanos();
    }

    Dimension dimension() {
        return dimension;
    }

    /** The input from now on. The first one is believed at once. */
    void update(double newInput, long nowNanos) {
        input = newInput;
        if (known) {
            advance(nowNanos);
            target = curve.points(newInput);
        } else {
            target = curve.points(newInput);
            points = target;
            lastNanos = nowNanos;
            known = true;
        }
    }

    void forget() {
        known = false;
    }

    boolean isKnown() {
        return known;
    }

    double input() {
        return input;
    }

    /** Whole points: what is shown and gossiped is what is counted with, and the tail of the smoothing reaches 0. */
    int points(long nowNanos) {
        advance(nowNanos);
        return (int) Math.round(points);
    }

    private void advance(long nowNanos) {
        long elapsed = nowNanos - lastNanos;
        if (elapsed < 0) {
            throw new IllegalStateException("time went backwards by %d ns".formatted(-elapsed));
        }
        lastNanos = nowNanos;
        points += (target - points) * -Math.expm1(-elapsed / (target < points ? worsensNanos : recoversNanos));
    }
}
