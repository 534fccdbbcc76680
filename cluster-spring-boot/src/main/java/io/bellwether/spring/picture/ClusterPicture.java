package io.bellwether.spring.picture;

import io.bellwether.protocol.node.EdgeStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as this process sees it, in words.
 *
 * @param self This process's name.
 * @param agent Whether its agent works.
 * @param stage How far it has come with its membership.
 * @param stageDetail Why, and what stands in the way.
 * @param mode Whether writing is possible.
 * @param modeCause Why, as a clause for people.
 * @param refusesWrites Whether a write is refused at once.
 * @param leader The coordinator that leads, null if not known.
 * @param leaseAgeMillis How old the newest evidence of a leader with a majority is, null if there is none.
 * @param term The leader's term, 0 if not known.
 * @param epoch The epoch of the view.
 * @param version The version of the view.
 * @param members All members, ordered by name. A member that did not change is the same object as in the picture before.
 * @param edges This process's own edges.
 * @param links Who watches whom, each pair once; the same object as before while nobody joins or goes, and empty where
 *     there are too many members to draw lines between.
 */
public record ClusterPicture(
        String self,
        String agent,
        String stage,
        String stageDetail,
        String mode,
        String modeCause,
        boolean refusesWrites,
        @Nullable String leader,
        @Nullable Long leaseAgeMillis,
        long term,
        long epoch,
        long version,
        List<MemberPicture> members,
        List<EdgePicture> edges,
        List<Link> links) {

    /** Two members that watch each other. */
    public record Link(String one, String other) {}

    /**
     * One edge of this process.
     *
     * @param subject The member at its other end.
     * @param verdict What this process thinks of it.
     * @param forMillis For how long it has thought so.
     * @param silentMillis How long ago the newest beat came, null if none did.
     * @param phi How unlikely a silence this long is.
     * @param roundTripMillis The time of a beat and its echo, null if not known.
     * @param lossRatio The share of the last beats that is missing.
     */
    public record EdgePicture(
            String subject,
            String verdict,
            long forMillis,
            @Nullable Long silentMillis,
            double phi,
            @Nullable Double roundTripMillis,
            double lossRatio) {

        private static final double NANOS_PER_MILLI = 1e6;

        /** The picture of an edge to the member of this name. */
        public static EdgePicture of(EdgeStatus edge, String subject) {
            return new EdgePicture(
                    subject,
                    edge.verdict().name(),
                    Math.round(edge.forNanos() / NANOS_PER_MILLI),
                    edge.silentNanos() < 0 ? null : Math.round(edge.silentNanos() / NANOS_PER_MILLI),
                    hundredths(edge.phi()),
                    edge.roundTripNanos() < 0 ? null : hundredths(edge.roundTripNanos() / NANOS_PER_MILLI),
                    hundredths(edge.lossRatio()));
        }

        private static double hundredths(double value) {
            return Math.round(value * 100) / 100.0;
        }
    }
}
