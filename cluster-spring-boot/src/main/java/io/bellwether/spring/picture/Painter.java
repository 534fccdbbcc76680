package io.bellwether.spring.picture;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.node.EdgeStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Paints one snapshot after the other. It remembers the last picture, because only the difference of two tells when
 * a state began, and because what did not change need not be painted again. Confined to one thread.
 */
public final class Painter {

    /** Up to this many members it says who watches whom; between more of them nobody can follow a line. */
    public static final int LINKED_MEMBERS_MAX = 64;

    private final MonitoringGraph graph = new MonitoringGraph();
    private Map<Long, Painted> known = new HashMap<>();
    private List<ClusterPicture.Link> links = List.of();
    private List<MemberPicture> members = List.of();
    private long epoch = -1;
    private long version;

    /** A member as it was painted last, and what of. */
    private record Painted(MemberInfo info, List<MemberPicture.BadEdge> bad, MemberPicture picture) {}

    /** The names of the dimensions of a score, in the order of {@link MemberPicture#terms}. */
    public static List<String> dimensions() {
        return Arrays.stream(Dimension.values()).map(Dimension::name).toList();
    }

    /** The picture of a snapshot; {@code now} is the time at which changes are seen. */
    public ClusterPicture paint(ClusterSnapshot snapshot, Instant now, long nowNanos) {
        View view = snapshot.status().view();
        paintMembers(snapshot, view, now);
        paintLinks(view);
        version = snapshot.version();
        return new ClusterPicture(
                snapshot.self().name(),
                snapshot.state().name(),
                snapshot.stage().name(),
                snapshot.stageDetail(),
                snapshot.mode().name(),
                snapshot.status().modeCause().text(),
                snapshot.refusesWrites(),
                snapshot.leader() == null ? null : snapshot.leader().name(),
                snapshot.leaseAge(nowNanos).map(age -> age.toMillis()).orElse(null),
                snapshot.status().freshness().term(),
                snapshot.epoch(),
                snapshot.version(),
                members,
                edges(snapshot.edges(), view),
                links);
    }

    private void paintMembers(ClusterSnapshot snapshot, View view, Instant now) {
        Map<Long, Painted> next = new HashMap<>();
        List<MemberPicture> painted = new ArrayList<>(snapshot.members().size());
        for (MemberInfo info : snapshot.members()) {
            Painted member = paint(info, view, now);
            next.put(info.member().incarnation(), member);
            painted.add(member.picture());
        }
        known = next;
        members = Collections.unmodifiableList(painted);
    }

    private Painted paint(MemberInfo info, View view, Instant now) {
        Painted before = known.get(info.member().incarnation());
        List<MemberPicture.BadEdge> bad = bad(info, view);
        if (before != null && before.info().equals(info) && before.bad().equals(bad)) {
            return before;
        }
        return new Painted(info, bad, picture(info, bad, since(info.member(), before, now)));
    }

    /** A state that is older than the first view was not seen to begin. */
    private @Nullable Instant since(Member member, @Nullable Painted before, Instant now) {
        if (before != null && before.info().member().sinceVersion() == member.sinceVersion()) {
            return before.picture().since();
        }
        return version > 0 && member.sinceVersion() > version ? now : null;
    }

    private static MemberPicture picture(MemberInfo info, List<MemberPicture.BadEdge> bad, @Nullable Instant since) {
        Member member = info.member();
        Map<String, String> metadata = info.metadata();
        return new MemberPicture(
                member.id().name(),
                member.incarnation(),
                metadata.getOrDefault("service", ""),
                metadata.getOrDefault("url", ""),
                member.zone(),
                member.failureDomain(),
                member.coordinator(),
                member.status().name(),
                member.cause().name(),
                member.cause().text(),
                since,
                info.score().isPresent() ? Integer.valueOf(info.score().getAsInt()) : null,
                terms(info.health()),
                bad);
    }

    private static List<@Nullable Integer> terms(Rumour.@Nullable Health health) {
        List<@Nullable Integer> terms = new ArrayList<>();
        if (health != null) {
            for (Integer points : health.terms()) {
                terms.add(points == Rumour.Health.UNKNOWN ? null : points);
            }
        }
        return Collections.unmodifiableList(terms);
    }

    /** What it says of members that have gone meanwhile is left out: nobody can look at them. */
    private static List<MemberPicture.BadEdge> bad(MemberInfo info, View view) {
        List<MemberPicture.BadEdge> bad = new ArrayList<>(info.badEdges().size());
        for (Rumour.BadEdges.BadEdge edge : info.badEdges()) {
            Member subject = view.member(edge.subject());
            if (subject != null) {
                bad.add(new MemberPicture.BadEdge(
                        subject.id().name(), edge.verdict().name(), edge.phi()));
            }
        }
        return List.copyOf(bad);
    }

    private static List<ClusterPicture.EdgePicture> edges(List<EdgeStatus> edges, View view) {
        List<ClusterPicture.EdgePicture> painted = new ArrayList<>(edges.size());
        for (EdgeStatus edge : edges) {
            Member subject = view.member(edge.subject());
            if (subject != null) {
                painted.add(ClusterPicture.EdgePicture.of(edge, subject.id().name()));
            }
        }
        return Collections.unmodifiableList(painted);
    }

    private void paintLinks(View view) {
        if (view.epoch() == epoch) {
            return;
        }
        epoch = view.epoch();
        List<ClusterPicture.Link> next = new ArrayList<>();
        if (view.size() <= LINKED_MEMBERS_MAX) {
            graph.update(view);
            for (Member member : view.members()) {
                graph.neighboursOf(member.incarnation()).forEach(other -> {
                    Member neighbour = view.member(other);
                    if (neighbour != null && member.id().compareTo(neighbour.id()) < 0) {
                        next.add(new ClusterPicture.Link(
                                member.id().name(), neighbour.id().name()));
                    }
                });
            }
        }
        links = List.copyOf(next);
    }
}
