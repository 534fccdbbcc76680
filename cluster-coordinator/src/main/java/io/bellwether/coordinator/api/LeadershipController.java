package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.NotProposedException;
import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/v1/leader/transfer} and {@code /api/v1/voters}: who leads, and who has a say in it. */
@RestController
@RequestMapping("/api/v1")
final class LeadershipController {

    /** The log gives up after ten seconds itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final int BYTES_MAX = 4 * 1024;

    private final Host host;
    private final Reads reads;

    LeadershipController(Host host, Reads reads) {
        this.host = host;
        this.reads = reads;
    }

    /** Who led before and who leads now. */
    record Transfer(String from, String leader, long term) {}

    /**
     * Who votes.
     *
     * @param majority How many of them have to agree.
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Voters(
            List<VoterView> voters, int majority, @Nullable String leader) {}

    record VoterView(String nodeId, String address) {}

    @PostMapping("/leader/transfer")
    Transfer transfer(HttpServletRequest request) throws IOException {
        String wanted = wanted(request);
        host.leading().check();
        NodeId to = wanted == null ? successor() : voter(wanted);
        if (!to.equals(host.self())) {
            change(host.leading().transfer(to), () -> to.equals(host.log().leader()), to + " does not lead");
        }
        return new Transfer(host.self().name(), to.name(), host.log().term());
    }

    private static @Nullable String wanted(HttpServletRequest request) throws IOException {
        String text = Body.text(request, BYTES_MAX);
        ObjectNode sent = text.isBlank() ? JsonNodeFactory.instance.objectNode() : Body.object(text);
        if (sent.isEmpty()) {
            return null;
        }
        if (sent.size() != 1 || !sent.path("to").isString()) {
            throw new RefusalException(
                    HttpStatus.BAD_REQUEST,
                    "transfer-invalid",
                    "the body must be an object with the one field to, got %s".formatted(ProblemBodies.shown(text)),
                    "send such as {\"to\": \"coordinator-2\"}, or nothing to have the best one chosen");
        }
        return sent.path("to").asString();
    }

    private NodeId successor() {
        return host.leading()
                .successor()
                .orElseThrow(() -> new RefusalException(
                        HttpStatus.CONFLICT,
                        "no-successor",
                        "no other voter is there that could lead",
                        "GET /api/v1/voters lists the voters, GET /api/v1/members says how they are"));
    }

    private NodeId voter(String name) {
        return host.log().voters().stream()
                .map(Voter::id)
                .filter(voter -> voter.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemBodies.unknown(
                        "voter-unknown",
                        "'%s' is no voter, and only a voter can lead".formatted(ProblemBodies.shown(name)),
                        "GET /api/v1/voters lists the voters",
                        Map.of()));
    }

    @GetMapping("/voters")
    Voters voters(HttpServletRequest request, HttpServletResponse response) {
        reads.begin(request, response);
        return shown(host.log());
    }

    @PutMapping("/voters")
    Voters change(HttpServletRequest request) throws IOException {
        List<Voter> wanted = VotersForm.read(request);
        host.leading().check();
        if (wanted.stream().noneMatch(voter -> voter.id().equals(host.self()))) {
            throw new RefusalException(
                    HttpStatus.CONFLICT,
                    "leader-among-removed",
                    "%s leads, and is not in the new list".formatted(host.self()),
                    "POST /api/v1/leader/transfer first, then send the list again");
        }
        change(
                host.leading().changeVoters(wanted),
                () -> new HashSet<>(host.log().voters()).equals(new HashSet<>(wanted)),
                "the voters are as they were, as far as this coordinator knows");
        return shown(host.log());
    }

    private static Voters shown(AgreedLog.Status log) {
        return new Voters(
                log.voters().stream()
                        .map(voter -> new VoterView(voter.id().name(), voter.address()))
                        .toList(),
                log.voters().size() / 2 + 1,
                log.leader() == null ? null : log.leader().name());
    }

    /** Waits for a change of the log itself; one that went another way but came to what was wanted has gone well. */
    private static void change(CompletableFuture<Void> outcome, BooleanSupplier done, String otherwise) {
        String why;
        try {
            outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return;
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof NotProposedException refused) {
                throw refused;
            }
            why = Objects.requireNonNullElse(cause.getMessage(), cause.toString());
        } catch (TimeoutException e) {
            why = "the log has said nothing for %d s".formatted(PATIENCE.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "this coordinator is stopping";
        }
        if (!done.getAsBoolean()) {
            throw new RefusalException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "change-not-made",
                    "%s: %s".formatted(otherwise, why),
                    "GET /api/v1/voters and /cluster/status say how it is now; ask again once all who shall vote are there");
        }
    }
}
