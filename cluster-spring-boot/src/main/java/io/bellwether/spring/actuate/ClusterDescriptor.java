package io.bellwether.spring.actuate;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.spring.picture.ClusterPicture.EdgePicture;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as this process sees it, to be read by people and programs.
 *
 * @param self This process.
 * @param mode Whether writing is possible.
 * @param modeCause Why.
 * @param refusesWrites Whether a write is refused at once.
 * @param epoch The epoch of the view.
 * @param version The version of the view.
 * @param leader The coordinator that leads, null if not known.
 * @param leaseAgeMillis How old the newest evidence of a leader with a majority is, null if there is none.
 * @param members All members, ordered by name.
 */
public record ClusterDescriptor(
        SelfDescriptor self,
        String mode,
        String modeCause,
        boolean refusesWrites,
        long epoch,
        long version,
        @Nullable String leader,
        @Nullable Long leaseAgeMillis,
        List<MemberDescriptor> members) {

    /**
     * This process.
     *
     * @param id Its name.
     * @param agent Whether its agent works.
     * @param stage How far it has come with its membership.
     * @param detail Why, and what stands in the way.
     * @param incarnation Its present incarnation, 0 before the first.
     * @param score Its health score.
     * @param terms How the score comes about.
     */
    public record SelfDescriptor(
            String id,
            String agent,
            String stage,
            String detail,
            long incarnation,
            int score,
            List<TermDescriptor> terms) {}

    /**
     * One line of the explanation of the score; null is not known.
     *
     * @param dimension What it is about.
     * @param unit What the input counts, and in what.
     * @param input The last input.
     * @param points 0 to 100.
     * @param factor What it multiplies the score by.
     * @param detail Which contributor or what is down.
     */
    public record TermDescriptor(
            String dimension,
            String unit,
            @Nullable Double input,
            @Nullable Integer points,
            double factor,
            String detail) {

        static TermDescriptor of(HealthTerm term) {
            boolean known = term.points() != HealthTerm.UNKNOWN;
            return new TermDescriptor(
                    term.dimension().name(),
                    term.dimension().unit(),
                    Double.isNaN(term.input()) ? null : Double.valueOf(term.input()),
                    known ? Integer.valueOf(term.points()) : null,
                    term.factor(),
                    term.detail());
        }
    }

    /**
     * A member.
     *
     * @param id Its name.
     * @param incarnation Which life of that name.
     * @param status Its committed state.
     * @param cause Why it is in that state.
     * @param score Its own health score, null while it has not been heard of.
     * @param suspicions Those of its edges that it finds bad.
     * @param zone Its zone, empty where there are none.
     * @param failureDomain Its host or rack, empty if not told.
     * @param coordinator Whether it is a coordinator.
     * @param address Where its datagrams go.
     * @param metadata What it says of itself.
     * @param edge What this process finds of its own edge to it, null where it does not watch it.
     */
    public record MemberDescriptor(
            String id,
            long incarnation,
            String status,
            String cause,
            @Nullable Integer score,
            int suspicions,
            String zone,
            String failureDomain,
            boolean coordinator,
            String address,
            Map<String, String> metadata,
            @Nullable EdgePicture edge) {

        static MemberDescriptor of(MemberInfo info, ClusterSnapshot now) {
            Member member = info.member();
            return new MemberDescriptor(
                    member.id().name(),
                    member.incarnation(),
                    member.status().name(),
                    member.cause().name(),
                    info.score().isPresent() ? Integer.valueOf(info.score().getAsInt()) : null,
                    info.badEdges().size(),
                    member.zone(),
                    member.failureDomain(),
                    member.coordinator(),
                    member.address(),
                    info.metadata(),
                    edge(member, now.edges()));
        }

        private static @Nullable EdgePicture edge(Member member, List<EdgeStatus> edges) {
            return edges.stream()
                    .filter(edge -> edge.subject() == member.incarnation())
                    .findAny()
                    .map(edge -> EdgePicture.of(edge, member.id().name()))
                    .orElse(null);
        }
    }

    static ClusterDescriptor of(ClusterSnapshot now, long nowNanos) {
        return new ClusterDescriptor(
                new SelfDescriptor(
                        now.self().name(),
                        now.state().name(),
                        now.stage().name(),
                        now.stageDetail(),
                        now.status().incarnation(),
                        now.status().score(),
                        now.status().terms().stream().map(TermDescriptor::of).toList()),
                now.mode().name(),
                now.status().modeCause().name(),
                now.refusesWrites(),
                now.epoch(),
                now.version(),
                now.leader() == null ? null : now.leader().name(),
                now.leaseAge(nowNanos).map(age -> age.toMillis()).orElse(null),
                now.members().stream()
                        .map(info -> MemberDescriptor.of(info, now))
                        .toList());
    }
}
