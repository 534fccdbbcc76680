package io.bellwether.coordinator.api;

import io.bellwether.agent.view.MemberInfo;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.host.Urls;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /prometheus/targets}: whom Prometheus shall scrape, in its own words. Who is UNREACHABLE stays, so that its
 * silence is seen; who is REMOVED or has left goes. This coordinator itself is always among them: while it has no
 * cluster yet, somebody has to see whom it waits for.
 */
@RestController
final class TargetsController {

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Host host;
    private final Reads reads;

    TargetsController(Host host, Reads reads) {
        this.host = host;
        this.reads = reads;
    }

    /**
     * As Prometheus reads it.
     *
     * @param targets Host and port; one here.
     * @param labels What all series of it carry; those that begin with two underscores say how to scrape.
     */
    record TargetGroup(List<String> targets, Map<String, String> labels) {}

    @GetMapping("/prometheus/targets")
    List<TargetGroup> targets(HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        URI own = host.metrics();
        if (own == null) {
            // An empty list would have Prometheus forget everybody; after a refusal it goes on with the last one.
            throw new RefusalException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-place",
                    "This coordinator is starting and does not know yet where it serves",
                    "Ask again in a second; Prometheus does so by itself.");
        }
        List<TargetGroup> targets = new ArrayList<>();
        targets.add(target(host.self(), host.zone(), Host.SERVICE, own));
        Observations seen = host.observations();
        for (Member member : state.view().members()) {
            MemberInfo told = seen.told(member);
            if (told != null && !member.id().equals(host.self())) {
                String service = Objects.requireNonNullElse(told.metadata().get(Urls.SERVICE), "unnamed");
                Urls.metrics(told).ifPresent(url -> targets.add(target(member.id(), member.zone(), service, url)));
            }
        }
        return targets;
    }

    // The same member looks the same in the answers of all coordinators, or Prometheus would take it for several.
    private static TargetGroup target(NodeId id, String zone, String service, URI url) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", service);
        labels.put("node", id.name());
        if (!zone.isEmpty()) {
            labels.put("zone", zone);
        }
        labels.put("__scheme__", url.getScheme());
        labels.put("__metrics_path__", url.getPath().isEmpty() ? "/" : url.getPath());
        int standard = "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return new TargetGroup(
                List.of("%s:%d".formatted(url.getHost(), url.getPort() < 0 ? standard : url.getPort())), labels);
    }
}
