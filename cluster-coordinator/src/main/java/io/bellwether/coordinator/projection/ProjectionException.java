package io.bellwether.coordinator.projection;

import org.jspecify.annotations.Nullable;

/** Something could not be written now; the message says what happened and, where somebody can help, how. */
final class ProjectionException extends RuntimeException {

    ProjectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
