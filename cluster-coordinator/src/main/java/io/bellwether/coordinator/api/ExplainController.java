package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.journal.Journal;
import io.bellwether.coordinator.journal.JournalLine;
import io.bellwether.protocol.explain.Explanation;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/members/{id}/explain}: why a member is in its state, and a former one is not there any more. */
@RestController
final class ExplainController {

    /** The loop answers in its next turn; one that does not for so long is in trouble itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Host host;
    private final Journal journal;
    private final Reads reads;

    ExplainController(Host host, Journal journal, Reads reads) {
        this.host = host;
        this.journal = journal;
        this.reads = reads;
    }

    /** With {@code ?at=leader} a follower sends on to the leader, who knows more. */
    @GetMapping("/api/v1/members/{id}/explain")
    ExplanationView explain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String at,
            HttpServletRequest request,
            HttpServletResponse response) {
        reads.begin(request, response);
        NodeId leader = host.role().leader();
        if ("leader".equals(at) && !host.lease().leading()) {
            throw new NotProposedException(
                    leader == null ? "No leader available" : "%s leads and knows more".formatted(leader), leader);
        }
        Explanation explanation = explanation(id);
        return new ExplanationWriter(explanation, host.observations())
                .write(host.self().name(), about(id), Instant.now());
    }

    private Explanation explanation(String id) {
        if (!NodeId.isValid(id)) {
            throw unknown();
        }
        try {
            Optional<Explanation> found = host.explain(new NodeId(id)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return found.orElseThrow(ExplainController::unknown);
        } catch (ExecutionException e) {
            throw unavailable("This coordinator cannot say it now: " + e.getCause());
        } catch (TimeoutException e) {
            throw unavailable("The loop of this coordinator has not answered for %d s".formatted(PATIENCE.toSeconds()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("This coordinator stops");
        }
    }

    private List<JournalLine> about(String id) {
        return journal.after(0, Journal.LINES_MAX).lines().stream()
                .filter(line -> line.isOf("member") && line.subject().equals(id))
                .toList();
    }

    private static RefusalException unknown() {
        return new RefusalException(
                HttpStatus.NOT_FOUND,
                "member-unknown",
                "No member has, or had lately, the name that was asked for",
                "GET /api/v1/members lists the members, GET /api/v1/events?type=member what became of former ones.");
    }

    private static RefusalException unavailable(String detail) {
        return new RefusalException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "explanation-unavailable",
                detail,
                "Ask again in a second, or ask another coordinator.");
    }
}
