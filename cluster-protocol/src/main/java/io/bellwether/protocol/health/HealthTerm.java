package io.bellwether.protocol.health;

/**
 * One line of the explanation of a score.
 *
 * @param dimension What it is about.
 * @param input The last input, in the unit of the dimension; NaN if it is not known.
 * @param points 0 to 100 after smoothing, {@link #UNKNOWN} if it is not known.
 * @param weight The share of this term in the mean, 0 to 1; 0 for what takes no part.
 * @param factor What the term multiplies the score by, 0 to 1; 1 for what takes no part. For OUTSIDE it is by how much
 *     its cap lowers what the other terms make.
 * @param detail Which contributor or what is down, empty where there is nothing to name.
 */
public record HealthTerm(Dimension dimension, double input, int points, double weight, double factor, String detail) {

    /** Points of a dimension that is not known; the same in gossip. */
    public static final int UNKNOWN = 255;
}
