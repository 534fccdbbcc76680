package io.bellwether.spring.discovery;

import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.spring.lifecycle.ServiceDescription;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * A member that serves something.
 *
 * @param id The name of the member.
 * @param service The name of the service.
 * @param uri Where it is reached.
 * @param member What is committed about it.
 * @param score Its own health score, null while it has not been heard of.
 * @param suspicion Who finds the link to it bad.
 * @param metadata What it says of itself, and score, zone, state and more of what is known of it.
 */
public record ClusterInstance(
        String id,
        String service,
        URI uri,
        Member member,
        @Nullable Integer score,
        Suspicion suspicion,
        Map<String, String> metadata)
        implements ServiceInstance {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The instance that this member is; null where it serves nothing, or says so in a way that cannot be understood. */
    static @Nullable ClusterInstance of(MemberInfo info, Suspicion suspicion) {
        Map<String, String> told = info.metadata();
        String service = told.getOrDefault(ServiceDescription.SERVICE, "");
        URI uri = uri(told.getOrDefault(ServiceDescription.URL, ""));
        if (service.isEmpty() || uri == null) {
            return null;
        }
        Map<String, String> metadata = new TreeMap<>(told);
        metadata.put("state", info.member().status().name());
        metadata.put("zone", info.member().zone());
        metadata.put("failure-domain", info.member().failureDomain());
        metadata.put("incarnation", Long.toString(info.member().incarnation()));
        Integer score = info.score().isPresent() ? Integer.valueOf(info.score().getAsInt()) : null;
        if (score != null) {
            metadata.put("score", score.toString());
        }
        return new ClusterInstance(
                info.id().name(), service, uri, info.member(), score, suspicion, Collections.unmodifiableMap(metadata));
    }

    private static @Nullable URI uri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() == null || uri.getScheme() == null ? null : uri;
        } catch (URISyntaxException e) {
            // Told by another member: whoever reads it must not fail because of it.
            return null;
        }
    }

    /** Its committed state. */
    public MemberStatus state() {
        return member.status();
    }

    /** The same for people. */
    public String stateName() {
        return state().name();
    }

    /** Why it is in that state, as a clause for people. */
    public String cause() {
        return member.cause().text();
    }

    /** Which life of its name it is. */
    public long incarnation() {
        return member.incarnation();
    }

    /** Its zone, empty where there are none. */
    public String zone() {
        return member.zone();
    }

    /** Whether it has just come back. */
    public boolean recovers() {
        return state() == MemberStatus.RECOVERING;
    }

    /** Whether it should get requests, by its committed state. */
    public boolean takesRequests() {
        return switch (state()) {
            case HEALTHY, DEGRADED, RECOVERING -> true;
            case JOINING, UNREACHABLE, QUARANTINED, DRAINING, MAINTENANCE, LEAVING, LEFT, REMOVED -> false;
        };
    }

    /** Whether it may get requests where nobody else is there: it is lost, and nobody asked to leave it alone. */
    public boolean isBetterThanNobody() {
        return switch (state()) {
            case JOINING, UNREACHABLE, QUARANTINED -> true;
            case HEALTHY, DEGRADED, RECOVERING, DRAINING, MAINTENANCE, LEAVING, LEFT, REMOVED -> false;
        };
    }

    /** Whether this is the same instance in the same state at the same place, whatever its score. */
    boolean isSameAs(ClusterInstance other) {
        return id.equals(other.id)
                && service.equals(other.service)
                && uri.equals(other.uri)
                && state() == other.state();
    }

    @Override
    public String getInstanceId() {
        return id;
    }

    @Override
    public String getServiceId() {
        return service;
    }

    @Override
    public String getHost() {
        return uri.getHost();
    }

    @Override
    public int getPort() {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return isSecure() ? HTTPS : HTTP;
    }

    @Override
    public boolean isSecure() {
        return "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public String getScheme() {
        return uri.getScheme();
    }

    @Override
    public Map<String, String> getMetadata() {
        return metadata;
    }
}
