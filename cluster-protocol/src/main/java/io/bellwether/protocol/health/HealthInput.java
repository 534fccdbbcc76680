package io.bellwether.protocol.health;

/** What a host and its application tell of themselves. */
public sealed interface HealthInput {

    /** The input of a dimension from now on, in its unit. What is not a number is not known. */
    record Measured(Dimension dimension, double input) implements HealthInput {}

    /** A named contributor says how it is, 0 to 100. */
    record Contributed(String name, double points) implements HealthInput {}

    /** A named contributor has nothing to say any more. */
    record Withdrawn(String name) implements HealthInput {}

    /** Something that this node needs and that is no part of it is down, or up again. */
    record Outside(String name, boolean isDown) implements HealthInput {}

    /** Requests in flight, or a similar measure of load. */
    record Load(int requestsInFlight) implements HealthInput {

        public Load {
            if (requestsInFlight < 0) {
                throw new IllegalArgumentException("requestsInFlight must be >= 0, got " + requestsInFlight);
            }
        }
    }
}
