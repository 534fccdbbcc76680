package io.bellwether.gateway.routing;

import io.bellwether.spring.discovery.ClusterInstance;
import io.bellwether.spring.lifecycle.ServiceDescription;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.springframework.cloud.client.ServiceInstance;

/** What the discovery says of an instance, as routing reads it. */
final class Listing {

    private static final String ZONE = "zone";

    private Listing() {}

    static Facts facts(ServiceInstance instance) {
        if (instance instanceof ClusterInstance member) {
            return new Facts(
                    member.id(),
                    member.incarnation(),
                    member.uri(),
                    publicAuthority(member),
                    member.zone(),
                    member.score(),
                    member.stateName(),
                    !member.takesRequests(),
                    member.recovers(),
                    member.suspicion().isEnough());
        }
        String id = instance.getInstanceId();
        return new Facts(
                id == null ? instance.getHost() + ":" + instance.getPort() : id,
                0,
                instance.getUri(),
                "",
                zone(instance),
                null,
                "LISTED",
                false,
                false,
                false);
    }

    private static String publicAuthority(ClusterInstance member) {
        try {
            String authority =
                    new URI(member.metadata().getOrDefault(ServiceDescription.PUBLIC_URL, "")).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (URISyntaxException e) {
            // What another process says of itself may be anything.
            return "";
        }
    }

    static String zone(ServiceInstance instance) {
        Map<String, String> metadata = instance.getMetadata();
        return metadata == null ? "" : metadata.getOrDefault(ZONE, "");
    }
}
