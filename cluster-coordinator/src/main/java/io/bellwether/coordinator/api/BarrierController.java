package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /internal/v1/barrier}: a follower has the leader pass a barrier, and reads once it has come as far. */
@RestController
final class BarrierController {

    private final Host host;
    private final Agreement agreement;

    BarrierController(Host host, Agreement agreement) {
        this.host = host;
        this.agreement = agreement;
    }

    @PostMapping(path = "/internal/v1/barrier", produces = MediaType.TEXT_PLAIN_VALUE)
    String barrier(HttpServletRequest http) {
        Door.authorize(host, http);
        // A follower that is taken for the leader must not pass it on: two could ask each other for ever.
        if (!host.role().leading()) {
            throw new RefusalException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "not-leader",
                    "This coordinator does not lead",
                    "Ask again; who leads has changed.");
        }
        return Long.toString(agreement.barrier());
    }
}
