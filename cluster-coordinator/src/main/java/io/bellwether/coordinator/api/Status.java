package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.coordinator.host.Host;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.coordinator.host.Replicated;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster and how well, and whether a majority stands behind a leader; its first four fields are a contract.
 *
 * @param protection Whether removal has stopped because too many are gone at once.
 * @param protectionReason How many of whom, null while it has not.
 * @param stalenessMillis How old the evidence of a leader is, null if there is none.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Status(
        int totalNodes,
        int healthyNodes,
        boolean hasQuorum,
        Map<String, MemberView> membership,
        String mode,
        @Nullable String leader,
        long term,
        long epoch,
        long version,
        long index,
        boolean protection,
        @Nullable String protectionReason,
        @Nullable Long stalenessMillis,
        String answeredBy) {

    /** What this coordinator knows of a state. */
    public static Status of(Host host, Replicated state) {
        Observations seen = host.observations();
        Map<String, MemberView> membership = new TreeMap<>();
        int healthy = 0;
        for (Member member : state.view().members()) {
            membership.put(member.id().name(), MemberView.of(member, seen));
            healthy += member.status() == MemberStatus.HEALTHY ? 1 : 0;
        }
        boolean quorum = host.hasQuorum();
        NodeId leader = host.role().leader();
        return new Status(
                membership.size(),
                healthy,
                quorum,
                membership,
                quorum ? "READ_WRITE" : "READ_ONLY",
                leader == null ? null : leader.name(),
                host.role().term(),
                state.view().epoch(),
                state.view().version(),
                state.index(),
                state.protection().isOn(),
                state.protection().isOn() ? state.protection().reason() : null,
                host.lease()
                        .age(System.nanoTime())
                        .map(age -> (Long) age.toMillis())
                        .orElse(null),
                host.self().name());
    }
}
