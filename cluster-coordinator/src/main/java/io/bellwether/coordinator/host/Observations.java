package io.bellwether.coordinator.host;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.health.HealthTerm;
import io.bellwether.protocol.health.ToldTerms;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What members say of themselves and see of each other, at one moment, to be shown; for one thread. Nothing is decided by
 * it.
 */
public final class Observations {

    /** What nobody has heard of lately is worth no more, whatever it said of itself. */
    private static final int UNHEARD_SCORE_MAX = 10;

    private static final double TENTHS = 10;

    private final NodeId self;
    private final ClusterSnapshot snapshot;
    private final Sightings sightings;
    private final TimingProfile profile;
    private final long nowNanos = System.nanoTime();
    private final Instant now = Instant.now();
    private @Nullable Map<Long, Sightings.Heard> heard;
    private @Nullable Map<Long, List<Double>> phis;

    Observations(NodeId self, ClusterSnapshot snapshot, Sightings sightings, TimingProfile profile) {
        this.self = self;
        this.snapshot = snapshot;
        this.sightings = sightings;
        this.profile = profile;
    }

    /** Its health score, null if it has told none yet. */
    public @Nullable Integer healthScore(Member member) {
        OptionalInt reported = sightings.score(member.incarnation(), profile.reportCountsNanos(), nowNanos);
        if (reported.isPresent()) {
            return reported.getAsInt();
        }
        MemberInfo info = info(member);
        OptionalInt told = info == null ? OptionalInt.empty() : info.score();
        return told.isPresent() ? (Integer) Math.min(UNHEARD_SCORE_MAX, told.getAsInt()) : null;
    }

    private @Nullable MemberInfo info(Member member) {
        return snapshot.member(member.id())
                .filter(info -> info.member().incarnation() == member.incarnation())
                .orElse(null);
    }

    /**
     * The median of phi over its observers. Members tell phi of bad edges only; one whose edge is good counts as 0, and
     * this process's own edge as it is.
     */
    public double phi(Member member) {
        List<Double> all = new ArrayList<>(phis().getOrDefault(member.incarnation(), List.of()));
        int observers = heard(member).observers();
        while (all.size() < observers) {
            all.add(0.0);
        }
        all.sort(Double::compare);
        return all.isEmpty() ? 0.0 : Math.round(all.get((all.size() - 1) / 2) * TENTHS) / TENTHS;
    }

    /** Everything told of phi, by whom it is about; made once, since whoever asks for one member asks for all. */
    private Map<Long, List<Double>> phis() {
        if (phis == null) {
            Map<Long, List<Double>> all = new HashMap<>();
            for (MemberInfo observer : snapshot.members()) {
                if (!observer.id().equals(self)) {
                    for (Rumour.BadEdges.BadEdge edge : observer.badEdges()) {
                        add(all, edge.subject(), edge.phi());
                    }
                }
            }
            for (EdgeStatus edge : snapshot.edges()) {
                add(all, edge.subject(), edge.phi());
            }
            phis = all;
        }
        return phis;
    }

    private static void add(Map<Long, List<Double>> all, long subject, double phi) {
        all.computeIfAbsent(subject, each -> new ArrayList<>()).add(phi);
    }

    private Sightings.Heard heard(Member member) {
        if (heard == null) {
            heard = sightings.heard(nowNanos);
        }
        return heard.getOrDefault(member.incarnation(), Sightings.Heard.NOTHING);
    }

    /** When anybody last heard a beat of it, by this process's wall clock; null if nobody has. */
    public @Nullable Instant lastHeartbeat(Member member) {
        OptionalLong silent = heard(member).silentNanos();
        return silent.isPresent() ? now.minusNanos(silent.getAsLong()) : null;
    }

    /** How many observers named it in their last report. */
    public long observers(Member member) {
        return heard(member).observers();
    }

    /** What it says of itself. */
    public @Nullable MemberInfo told(Member member) {
        return info(member);
    }

    /**
     * How its score comes about, empty where it has told nothing. Of this process itself the inputs are known; others tell
     * points only.
     */
    public List<HealthTerm> terms(Member member) {
        if (member.id().equals(self)) {
            return snapshot.status().terms();
        }
        MemberInfo info = info(member);
        Rumour.Health health = info == null ? null : info.health();
        return health == null ? List.of() : ToldTerms.of(health.terms());
    }

    /** Phi as one observer has it, if that is known: of others it is, of their bad edges. */
    public OptionalDouble phi(NodeId observer, Member subject) {
        if (observer.equals(self)) {
            return snapshot.edges().stream()
                    .filter(edge -> edge.subject() == subject.incarnation())
                    .mapToDouble(EdgeStatus::phi)
                    .map(phi -> Math.round(phi * TENTHS) / TENTHS)
                    .findFirst();
        }
        return snapshot.member(observer)
                .flatMap(info -> info.badEdges().stream()
                        .filter(edge -> edge.subject() == subject.incarnation())
                        .findFirst())
                .map(edge -> OptionalDouble.of(edge.phi()))
                .orElse(OptionalDouble.empty());
    }

    /**
     * An edge as its observer sees it.
     *
     * @param observer Who says so.
     * @param subject Of whom.
     */
    public record Seen(NodeId observer, NodeId subject, EdgeVerdict verdict) {}

    /** All edges between members that are named in reports which still count, in no order. */
    public List<Seen> edges(View view) {
        List<Seen> edges = new ArrayList<>();
        sightings.edges(profile.reportCountsNanos(), nowNanos, (sender, edge) -> {
            Member observer = view.member(sender);
            Member subject = view.member(edge.subject());
            if (observer != null && subject != null) {
                edges.add(new Seen(observer.id(), subject.id(), edge.verdict()));
            }
        });
        return edges;
    }

    /**
     * The state version that it said it holds, and how long ago.
     *
     * @param version As in its last report.
     * @param ageMillis How old that report is.
     */
    public record Held(long version, long ageMillis) {}

    /** Which state it holds, null if it has not reported. */
    public @Nullable Held held(Member member) {
        return sightings.held(member.incarnation(), nowNanos);
    }
}
