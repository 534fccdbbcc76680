package io.bellwether.gateway.forward;

/** A route cannot be meant as it is written. */
final class RouteSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RouteSettingsException(String route, IllegalArgumentException why) {
        super("the metadata of the route '%s' cannot be used: %s".formatted(route, why.getMessage()), why);
    }
}
