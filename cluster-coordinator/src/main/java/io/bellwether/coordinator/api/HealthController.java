package io.bellwether.coordinator.api;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}: says that this process is up, and nothing about the cluster. */
@RestController
final class HealthController {

    /** The answer; it has one value, because a process that is not up does not answer. */
    record Health(String status) {}

    @GetMapping("/health")
    Health health() {
        return new Health("up");
    }
}
