package io.bellwether.coordinator.host;

import io.bellwether.agent.view.MemberInfo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where and as what members serve HTTP, as they say themselves. */
public final class Urls {

    /** The entry of a member's profile with the name of its service. */
    public static final String SERVICE = "service";

    /** The entry with its base URL inside the cluster. */
    public static final String URL = "url";

    /** The entry with its base URL for those outside, if that is another one. */
    public static final String PUBLIC_URL = "public-url";

    /** The entry with the URL at which Prometheus reaches its metrics; who has none has not got it. */
    public static final String METRICS_URL = "metrics-url";

    private Urls() {}

    /** Where other members reach it, if it has said so. */
    public static Optional<URI> internal(MemberInfo member) {
        return url(member.metadata().get(URL));
    }

    /** Where people and programs outside the cluster reach it, if it has said so. */
    public static Optional<URI> outside(MemberInfo member) {
        return url(member.metadata().get(PUBLIC_URL)).or(() -> internal(member));
    }

    /** Where Prometheus reaches its metrics, if it has said so. */
    public static Optional<URI> metrics(MemberInfo member) {
        return url(member.metadata().get(METRICS_URL)).filter(uri -> uri.getHost() != null);
    }

    private static Optional<URI> url(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(text))
                    .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            // What another process says of itself may be anything; one that says nonsense cannot be reached.
            return Optional.empty();
        }
    }
}
