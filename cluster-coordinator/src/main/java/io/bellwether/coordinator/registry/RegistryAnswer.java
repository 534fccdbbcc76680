package io.bellwether.coordinator.registry;

/** What became of a registration. */
public sealed interface RegistryAnswer {

    /** It stands. {@code created} tells whether it did not stand before. */
    record Registered(Registration registration, boolean created, long clusterNanos) implements RegistryAnswer {}

    /** It was not taken: it breaks a rule, or the registry is full. {@code detail} is for people. */
    record Refused(boolean full, String detail) implements RegistryAnswer {}

    /** Time went on; nobody asked. */
    record Ticked() implements RegistryAnswer {}
}
