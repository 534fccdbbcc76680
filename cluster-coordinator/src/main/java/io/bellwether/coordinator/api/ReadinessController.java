package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.AgreedLog;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /health/ready}: whether this coordinator can answer for the cluster, which it proves by a linearizable read.
 */
@RestController
final class ReadinessController {

    private static final int UNAVAILABLE = 503;
    /** Whoever asks whether this process is ready does not wait for long. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Host host;
    private final Agreement agreement;

    ReadinessController(Host host, Agreement agreement) {
        this.host = host;
        this.agreement = agreement;
    }

    /** The answer. */
    record Readiness(String status, boolean leaderKnown, String role, long term) {}

    @GetMapping("/health/ready")
    ResponseEntity<Readiness> ready() {
        boolean ready = host.hasQuorum() && agreement.isAnswered(SOON);
        AgreedLog.Status log = host.log();
        var body = new Readiness(
                ready ? "ready" : "not_ready", log.leader() != null, log.leading() ? "LEADER" : "FOLLOWER", log.term());
        return ResponseEntity.status(ready ? 200 : UNAVAILABLE).body(body);
    }
}
