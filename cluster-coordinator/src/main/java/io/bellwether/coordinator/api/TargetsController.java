package io.bellwether.coordinator.api;

import io.bellwether.agent.view.MemberInfo;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.host.Urls;
import io.bellwether.protocol.membership.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /prometheus/targets}: whom Prometheus shall scrape, as it asks for it. Who is UNREACHABLE stays, so that its
 * silence is seen; who is REMOVED or has left goes.
 */
@RestController
final class TargetsController {

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
        if (state.view().members().isEmpty()) {
            // An empty list would have Prometheus forget everybody; after a refusal it goes on with the last one.
            throw new RefusalException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-view",
                    "This coordinator does not know any member yet",
                    "Ask another coordinator, or again once this one has joined; Prometheus does so by itself.");
        }
        Observations seen = host.observations();
        return state.view().members().stream()
                .flatMap(member -> target(member, seen).stream())
                .toList();
    }

    private static Optional<TargetGroup> target(Member member, Observations seen) {
        MemberInfo told = seen.told(member);
        return told == null ? Optional.empty() : Urls.metrics(told).map(url -> target(member, told, url));
    }

    private static TargetGroup target(Member member, MemberInfo told, URI url) {
        Map<String, String> labels = new TreeMap<>();
        labels.put("job", Objects.requireNonNullElse(told.metadata().get(Urls.SERVICE), "unnamed"));
        labels.put("node", member.id().name());
        if (!member.zone().isEmpty()) {
            labels.put("zone", member.zone());
        }
        labels.put("__scheme__", url.getScheme());
        labels.put("__metrics_path__", url.getPath().isEmpty() ? "/" : url.getPath());
        return new TargetGroup(List.of(hostAndPort(url)), labels);
    }

    private static String hostAndPort(URI url) {
        int standard = "https".equals(url.getScheme()) ? 443 : 80;
        return "%s:%d".formatted(url.getHost(), url.getPort() < 0 ? standard : url.getPort());
    }
}
