package io.bellwether.gateway.routing;

import org.jspecify.annotations.Nullable;

/**
 * An instance that a request could go to.
 *
 * @param instance Which it is.
 * @param score What the cluster thinks of its health, 0 to 100; null where nobody knows yet.
 * @param load What this gateway has seen of it.
 */
record Candidate<T>(T instance, @Nullable Integer score, Load load) {

    Candidate {
        if (score != null && (score < 0 || score > 100)) {
            throw new IllegalArgumentException("score must be 0 to 100, got " + score);
        }
    }
}
