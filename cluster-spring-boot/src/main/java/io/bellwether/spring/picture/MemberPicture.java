package io.bellwether.spring.picture;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member, in words.
 *
 * @param id Its name.
 * @param incarnation Which life of that name.
 * @param service What it serves, empty while it has not been heard of.
 * @param url Where it serves it, empty while it has not been heard of.
 * @param zone Its zone, empty where there are none.
 * @param failureDomain Its host or rack, empty if not told.
 * @param coordinator Whether it is a coordinator.
 * @param state Its committed state.
 * @param cause Why it is in that state, as a program reads it.
 * @param why The same as a clause for people.
 * @param since When this process saw that state begin; null if it was so when first seen.
 * @param score Its own health score, null while it has not been heard of.
 * @param terms Points of each dimension of the score, in the order of {@link Painter#dimensions}, null where not known.
 * @param bad Those of its edges that it finds bad.
 */
public record MemberPicture(
        String id,
        long incarnation,
        String service,
        String url,
        String zone,
        String failureDomain,
        boolean coordinator,
        String state,
        String cause,
        String why,
        @Nullable Instant since,
        @Nullable Integer score,
        List<@Nullable Integer> terms,
        List<BadEdge> bad) {

    /**
     * One edge that a member finds bad.
     *
     * @param subject The member at the other end.
     * @param verdict Why it is bad.
     * @param phi Phi as it was told, rounded down.
     */
    public record BadEdge(String subject, String verdict, int phi) {}
}
