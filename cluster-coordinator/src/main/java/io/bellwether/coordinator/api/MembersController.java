package io.bellwether.coordinator.api;

import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.coordinator.raft.AgreedLog;
import io.bellwether.coordinator.raft.Voter;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/v1/members}, {@code /members/{id}} and {@code /cluster}. */
@RestController
@RequestMapping("/api/v1")
final class MembersController {

    private final Host host;
    private final Reads reads;

    MembersController(Host host, Reads reads) {
        this.host = host;
        this.reads = reads;
    }

    /** All members, ordered by name. */
    record Members(long epoch, long version, List<MemberView> members) {}

    /**
     * How the cluster and this coordinator's log stand.
     *
     * @param hash Over all that is decided; the same on every coordinator at the same index.
     */
    record Cluster(
            String answeredBy,
            String role,
            @Nullable String leader,
            long term,
            boolean hasQuorum,
            long epoch,
            long version,
            long index,
            long commitIndex,
            long logIndex,
            long snapshotIndex,
            long clusterMillis,
            String hash,
            boolean live,
            List<VoterView> voters) {}

    record VoterView(String nodeId, String address) {}

    @GetMapping("/members")
    Members members(HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        Observations seen = host.observations();
        List<MemberView> members = state.view().members().stream()
                .map(member -> MemberView.of(member, seen))
                .toList();
        return new Members(state.view().epoch(), state.view().version(), members);
    }

    @GetMapping("/members/{id}")
    MemberView member(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        Member member = NodeId.isValid(id) ? state.view().member(new NodeId(id)) : null;
        if (member == null) {
            throw ProblemBodies.unknown(
                    "member-unknown",
                    "No member has the name that was asked for",
                    "GET /api/v1/members lists the members; one that left or was removed is none.",
                    Map.of());
        }
        return MemberView.of(member, host.observations());
    }

    @GetMapping("/cluster")
    Cluster cluster(HttpServletRequest request, HttpServletResponse response) {
        Replicated state = reads.begin(request, response);
        AgreedLog.Status log = host.log();
        NodeId leader = log.leader();
        return new Cluster(
                host.self().name(),
                log.leading() ? "LEADER" : "FOLLOWER",
                leader == null ? null : leader.name(),
                log.term(),
                host.hasQuorum(),
                state.view().epoch(),
                state.view().version(),
                state.index(),
                log.commitIndex(),
                log.logIndex(),
                log.snapshotIndex(),
                state.clusterNanos() / 1_000_000,
                Long.toHexString(state.hash()),
                log.isLive(),
                log.voters().stream().map(MembersController::view).toList());
    }

    private static VoterView view(Voter voter) {
        return new VoterView(voter.id().name(), voter.address());
    }
}
