package io.bellwether.agent.view;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Rumour;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A member, and what it says of itself.
 *
 * @param member What is committed.
 * @param health Its score and how it comes about, null while it has not been heard of.
 * @param profile Where and as what it serves, null while it has not been heard of.
 * @param suspicions Those of its edges that it finds bad, null while it never found one.
 */
public record MemberInfo(
        Member member,
        Rumour.@Nullable Health health,
        Rumour.@Nullable Profile profile,
        Rumour.@Nullable BadEdges suspicions) {

    public NodeId id() {
        return member.id();
    }

    /** Its own health score. */
    public OptionalInt score() {
        return health == null ? OptionalInt.empty() : OptionalInt.of(health.score());
    }

    /** What it says of itself, in its order. */
    public Map<String, String> metadata() {
        if (profile == null) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Rumour.Profile.Entry entry : profile.entries()) {
            metadata.put(entry.key(), entry.value());
        }
        return Collections.unmodifiableMap(metadata);
    }

    /** Those of its edges that it finds bad. */
    public List<Rumour.BadEdges.BadEdge> badEdges() {
        return suspicions == null ? List.of() : suspicions.edges();
    }
}
