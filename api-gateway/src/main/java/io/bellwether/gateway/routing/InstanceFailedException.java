package io.bellwether.gateway.routing;

/** Tells a circuit of a failure: it wants to know what was thrown, and most failures are answers. Never thrown itself. */
final class InstanceFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InstanceFailedException(Result result) {
        super(result.name(), null, false, false);
    }
}
