package io.bellwether.coordinator.host;

import io.bellwether.agent.view.ClusterSnapshot;
import io.bellwether.agent.view.MemberInfo;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.NodeId;
import io.bellwether.protocol.message.Rumour;
import io.bellwether.protocol.node.EdgeStatus;
import io.bellwether.protocol.timing.TimingProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What members say of themselves and see of each other, at one moment, to be shown. Nothing is decided by it. */
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
        List<Double> all = new ArrayList<>();
        for (MemberInfo observer : snapshot.members()) {
            for (Rumour.BadEdges.BadEdge edge : observer.badEdges()) {
                if (edge.subject() == member.incarnation() && !observer.id().equals(self)) {
                    all.add((double) edge.phi());
                }
            }
        }
        for (EdgeStatus edge : snapshot.edges()) {
            if (edge.subject() == member.incarnation()) {
                all.add(edge.phi());
            }
        }
        long observers = sightings.observers(member.incarnation());
        while (all.size() < observers) {
            all.add(0.0);
        }
        all.sort(Double::compare);
        return all.isEmpty() ? 0.0 : Math.round(all.get((all.size() - 1) / 2) * TENTHS) / TENTHS;
    }

    /** When anybody last heard a beat of it, by this process's wall clock; null if nobody has. */
    public @Nullable Instant lastHeartbeat(Member member) {
        OptionalLong silent = sightings.silentNanos(member.incarnation(), nowNanos);
        return silent.isPresent() ? now.minusNanos(silent.getAsLong()) : null;
    }

    /** How many observers named it in their last report. */
    public long observers(Member member) {
        return sightings.observers(member.incarnation());
    }

    /** What it says of itself. */
    public @Nullable MemberInfo told(Member member) {
        return info(member);
    }
}
