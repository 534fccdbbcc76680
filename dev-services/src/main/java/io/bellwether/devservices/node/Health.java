package io.bellwether.devservices.node;

/** What one look at a running node found. */
public sealed interface Health {

    /** It does its work. */
    record Healthy() implements Health {}

    /** It does not do its work (yet), and why, in a few words. */
    record NotYet(String reason) implements Health {}

    static Health healthy() {
        return new Healthy();
    }

    static Health notYet(String reason) {
        return new NotYet(reason);
    }

    default boolean ok() {
        return this instanceof Healthy;
    }
}
