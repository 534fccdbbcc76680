package io.bellwether.coordinator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.coordinator.host.Observations;
import io.bellwether.protocol.membership.Member;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as REST shows it.
 *
 * @param healthScore Its health score, null if it has told none yet.
 * @param phiScore The median of phi over its observers.
 * @param lastHeartbeatTime When anybody last heard a beat of it, null if nobody has.
 * @param cause Why it is in its state.
 * @param sinceMillis The cluster time at which it came to be in it.
 * @param metadata What it says of itself.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record MemberView(
        String nodeId,
        String status,
        @Nullable Integer healthScore,
        double phiScore,
        @Nullable Instant lastHeartbeatTime,
        String cause,
        long incarnation,
        long sinceVersion,
        long sinceMillis,
        String zone,
        String failureDomain,
        boolean coordinator,
        String address,
        long observers,
        Map<String, String> metadata) {

    static MemberView of(Member member, Observations seen) {
        MemberInfo told = seen.told(member);
        Instant heard = seen.lastHeartbeat(member);
        return new MemberView(
                member.id().name(),
                member.status().name(),
                seen.healthScore(member),
                seen.phi(member),
                heard == null ? null : heard.truncatedTo(ChronoUnit.MILLIS),
                member.cause().text(),
                member.incarnation(),
                member.sinceVersion(),
                member.sinceMillis(),
                member.zone(),
                member.failureDomain(),
                member.coordinator(),
                member.address(),
                seen.observers(member),
                told == null ? Map.of() : told.metadata());
    }
}
