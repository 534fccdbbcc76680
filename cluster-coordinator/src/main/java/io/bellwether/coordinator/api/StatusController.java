package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /cluster/status}: who is in the cluster and how well, and whether a majority stands behind a leader. */
@RestController
final class StatusController {

    private final Host host;
    private final Reads reads;

    StatusController(Host host, Reads reads) {
        this.host = host;
        this.reads = reads;
    }

    @GetMapping("/cluster/status")
    Status status(HttpServletRequest request, HttpServletResponse response) {
        return Status.of(host, reads.begin(request, response));
    }
}
