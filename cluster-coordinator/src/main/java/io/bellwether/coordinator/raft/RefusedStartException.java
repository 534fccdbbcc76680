package io.bellwether.coordinator.raft;

/** The data of this coordinator are damaged: it says what is wrong, and what to run. */
final class RefusedStartException extends RuntimeException {

    RefusedStartException(String what, RatisSettings settings) {
        super(
                ("%s refuses to start: %s. It could lead or vote with less than it has acknowledged. Nothing is lost where"
                                + " a majority of its peers is well: replace it from them by '%s'")
                        .formatted(settings.self().id(), what, settings.replaceCommand()));
    }
}
