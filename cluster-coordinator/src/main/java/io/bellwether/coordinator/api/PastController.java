package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.OtherPasts;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /internal/v1/past}: what the disk here says of its part in the cluster, for coordinators that found one. */
@RestController
final class PastController {

    private final Host host;

    PastController(Host host) {
        this.host = host;
    }

    /** As JSON, with the names as they are written everywhere. */
    record PastView(String cluster, String id, String past, List<String> leads) {}

    @GetMapping("/internal/v1/past")
    PastView past(HttpServletRequest http) {
        Door.authorize(host, http);
        OtherPasts.Told told = host.past()
                .orElseThrow(() -> new RefusalException(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "no-past",
                        "This coordinator is starting and has not looked at its disk yet",
                        "Ask again in a second."));
        return new PastView(
                host.cluster(),
                host.self().name(),
                told.past().name(),
                told.leads().stream().map(NodeId::name).toList());
    }
}
