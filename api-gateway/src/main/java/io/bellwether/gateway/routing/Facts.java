package io.bellwether.gateway.routing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What others say of an instance: the cluster, or a list in the settings.
 *
 * @param name The instance.
 * @param life Which life of that name; what comes back as another begins with a clean record.
 * @param uri Where it is reached.
 * @param publicAuthority Host and port at which the rest of the world reaches it, empty if nowhere else.
 * @param zone Its zone, empty where there are none.
 * @param score Its health, 0 to 100; null where nobody knows yet.
 * @param state Its state in words, as it is shown.
 * @param lastResort Whether a majority has given it up, or does not know it yet: asked only where nobody else is left.
 * @param recovering Whether it has just come back.
 * @param suspected Whether this process or two others find the link to it bad.
 */
record Facts(
        String name,
        long life,
        URI uri,
        String publicAuthority,
        String zone,
        @Nullable Integer score,
        String state,
        boolean lastResort,
        boolean recovering,
        boolean suspected) {

    Facts {
        if (score != null && (score < 0 || score > 100)) {
            throw new IllegalArgumentException("score must be 0 to 100, got " + score);
        }
    }

    /** Whether nothing that is said of it speaks against sending it requests. */
    boolean isWell() {
        return !suspected && (score == null || score > 0);
    }

    /** Whether this is its host and port, inside or outside. */
    boolean isAt(URI address) {
        String authority = address.getRawAuthority();
        return authority != null && (authority.equals(uri.getRawAuthority()) || authority.equals(publicAuthority));
    }

    /** What a record is kept under: not under the name alone, which may come back as another process elsewhere. */
    String key() {
        return "%s#%d@%s".formatted(name, life, uri);
    }
}
