package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.raft.AgreedLog;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /health/ready}: whether this coordinator can answer for the cluster, which it proves by a linearizable read.
 */
@RestController
final class ReadinessController {

    private static final int UNAVAILABLE = 503;

    private final Host host;
    private final Reads reads;

    ReadinessController(Host host, Reads reads) {
        this.host = host;
        this.reads = reads;
    }

    /** The answer. */
    record Readiness(String status, boolean leaderKnown, String role, long term) {}

    @GetMapping("/health/ready")
    ResponseEntity<Readiness> ready() {
        boolean ready = host.hasQuorum() && reads.isAnswered();
        AgreedLog.Status log = host.log();
        var body = new Readiness(
                ready ? "ready" : "not_ready", log.leader() != null, log.leading() ? "LEADER" : "FOLLOWER", log.term());
        return ResponseEntity.status(ready ? 200 : UNAVAILABLE).body(body);
    }
}
