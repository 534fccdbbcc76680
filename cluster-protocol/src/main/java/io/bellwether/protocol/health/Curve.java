package io.bellwether.protocol.health;

/**
 * How good an input is: 100 points up to or from {@code best} on, 50 at {@code half}, none at {@code worst}, straight
 * lines between. Falls or rises, as the three say.
 */
public record Curve(double best, double half, double worst) {

    public Curve {
        boolean falls = best < half && half < worst;
        boolean rises = best > half && half > worst;
        if (!falls && !rises) {
            throw new IllegalArgumentException(
                    "the 100, 50 and 0 points must go one way, got %s, %s, %s".formatted(best, half, worst));
        }
    }

    /** The points of 0 to 100 for this input. */
    public double points(double input) {
        double fromBestToHalf = (input - best) / (half - best);
        if (fromBestToHalf <= 0) {
            return 100;
        }
        if (fromBestToHalf <= 1) {
            return 100 - 50 * fromBestToHalf;
        }
        double fromHalfToWorst = (input - half) / (worst - half);
        return Math.max(0, 50 - 50 * fromHalfToWorst);
    }

    /** The steady input that comes to so many points; at 100 and 0 the one where they are reached. */
    public double input(double points) {
        return points >= 50
                ? half + (best - half) * (Math.min(points, 100) - 50) / 50
                : worst + (half - worst) * Math.max(points, 0) / 50;
    }
}
