package io.bellwether.protocol.node;

import io.bellwether.protocol.detector.Edge;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.message.Rumour.BadEdges.BadEdge;
import io.bellwether.protocol.monitoring.Neighbours;
import io.bellwether.protocol.timing.TimingProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All edges of this node, ordered by incarnation, each with its own moment for the next beat. */
final class Edges {

    private final TimingProfile profile;
    private final RandomGenerator random;
    private long[] subjects = {};
    private Slot[] slots = {};

    /** One edge and when its next beat is due. */
    static final class Slot {
        final long subject;
        final Edge edge;
        long nextBeatNanos;
        /** Edges to members that are lost do not count for doubt and score. */
        boolean counts = true;

        Slot(long subject, Edge edge, long nextBeatNanos) {
            this.subject = subject;
            this.edge = edge;
            this.nextBeatNanos = nextBeatNanos;
        }

        /**
         * Judges the edge again, and says whether the verdict changed. The other side is told at once how well it is heard,
         * or it would take the next beat, up to a whole interval, until it knows that it is not, or is again. The beats after
         * that keep their distance from this one.
         */
        boolean review(long nowNanos) {
            boolean heardBadly = edge.verdict().isHeardBadly();
            boolean changed = edge.review(nowNanos);
            if (heardBadly != edge.verdict().isHeardBadly()) {
                nextBeatNanos = nowNanos;
            }
            return changed;
        }
    }

    Edges(TimingProfile profile, RandomGenerator random) {
        this.profile = profile;
        this.random = random;
    }

    int size() {
        return slots.length;
    }

    Slot slot(int index) {
        return slots[index];
    }

    @Nullable
    Slot find(long subject) {
        int index = Arrays.binarySearch(subjects, subject);
        return index < 0 ? null : slots[index];
    }

    /** Follows the neighbours: those that stay keep their history, new ones begin at a random moment of the interval. */
    void follow(View view, Neighbours neighbours, long nowNanos) {
        long[] sorted = neighbours.toArray();
        Slot[] next = new Slot[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            Slot kept = find(sorted[i]);
            next[i] = kept != null ? kept : begin(sorted[i], nowNanos);
            Member member = view.member(sorted[i]);
            next[i].counts = member != null && member.status().observes();
        }
        subjects = sorted;
        slots = next;
    }

    private Slot begin(long subject, long nowNanos) {
        long phase = random.nextLong(profile.heartbeat().toNanos());
        return new Slot(subject, new Edge(profile, nowNanos), nowNanos + phase);
    }

    void clear() {
        subjects = new long[0];
        slots = new Slot[0];
    }

    /** The next moment at which a beat is due or a verdict may change. */
    long deadlineNanos(long otherwise) {
        long deadline = otherwise;
        for (Slot slot : slots) {
            if (slot.nextBeatNanos - deadline < 0) {
                deadline = slot.nextBeatNanos;
            }
            long verdict = slot.edge.deadlineNanos();
            if (verdict - deadline < 0) {
                deadline = verdict;
            }
        }
        return deadline;
    }

    /** Whether a beat is due on this edge; counts it as sent. A missed one is not made up for. */
    boolean takeBeat(Slot slot, long nowNanos) {
        if (nowNanos - slot.nextBeatNanos < 0) {
            return false;
        }
        long beat = profile.heartbeat().toNanos();
        long missed = (nowNanos - slot.nextBeatNanos) / beat;
        slot.nextBeatNanos += (missed + 1) * beat;
        return true;
    }

    List<EdgeReport> report(long nowNanos) {
        List<EdgeReport> report = new ArrayList<>(slots.length);
        for (Slot slot : slots) {
            Edge edge = slot.edge;
            int last = edge.everHeard() ? millis(nowNanos - edge.lastHeardNanos()) : EdgeReport.NEVER;
            report.add(EdgeReport.rounded(slot.subject, edge.verdict(), millis(nowNanos - edge.sinceNanos()), last));
        }
        return report;
    }

    List<EdgeStatus> status(long nowNanos) {
        List<EdgeStatus> status = new ArrayList<>(slots.length);
        for (Slot slot : slots) {
            Edge edge = slot.edge;
            status.add(new EdgeStatus(
                    slot.subject,
                    edge.verdict(),
                    nowNanos - edge.sinceNanos(),
                    edge.everHeard() ? nowNanos - edge.lastHeardNanos() : -1,
                    edge.phi(nowNanos),
                    edge.roundTripNanos(),
                    edge.jitterNanos(),
                    edge.lossRatio()));
        }
        return status;
    }

    int countBad() {
        int bad = 0;
        for (Slot slot : slots) {
            bad += slot.edge.verdict().isBad() ? 1 : 0;
        }
        return bad;
    }

    /** The edges that have been bad for so long. */
    List<BadEdge> bad(long nanos, long nowNanos) {
        List<BadEdge> bad = new ArrayList<>();
        for (Slot slot : slots) {
            EdgeVerdict verdict = slot.edge.verdict();
            if (verdict.isBad() && nowNanos - slot.edge.sinceNanos() >= nanos) {
                bad.add(new BadEdge(slot.subject, verdict, (int) Math.min(255, slot.edge.phi(nowNanos))));
            }
        }
        return bad;
    }

    private static int millis(long nanos) {
        return (int) Math.min(nanos / 1_000_000, EdgeReport.NEVER - 1);
    }
}
