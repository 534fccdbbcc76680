package io.bellwether.protocol.authority;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.explain.Voice;
import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.View;
import io.bellwether.protocol.message.EdgeReport;
import io.bellwether.protocol.monitoring.MonitoringGraph;
import io.bellwether.protocol.monitoring.Neighbours;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak about a subject: its neighbours that are not lost, whose report counts, that are not in
 * doubt, and that have an opinion. Silence of an observer is neither accusation nor defence.
 */
final class EligibleObservers {

    private final MonitoringGraph graph;
    private final ReportBook book;
    private final LongPredicate isLost;

    /** Some states absorb the verdict about a member, so that the view does not tell who is lost. */
    EligibleObservers(MonitoringGraph graph, ReportBook book, LongPredicate isLost) {
        this.graph = graph;
        this.book = book;
        this.isLost = isLost;
    }

    /** Counts the votes. What a silenced observer finds bad is left out; what it finds good still counts. */
    Tally tally(View view, long subject, Set<Long> silenced, long nowNanos) {
        int good = 0;
        int bad = 0;
        Neighbours neighbours = graph.neighboursOf(subject);
        for (int i = 0; i < neighbours.size(); i++) {
            long observer = neighbours.incarnation(i);
            EdgeReport edge = opinion(view, observer, subject, nowNanos);
            if (edge == null) {
                continue;
            }
            if (!edge.verdict().isBad()) {
                good++;
            } else if (!silenced.contains(observer)) {
                bad++;
            }
        }
        return new Tally(subject, good + bad, good, bad);
    }

    /** The last moment at which any eligible observer heard the subject, or {@code otherwise} if none says. */
    long lastHeardNanos(View view, long subject, long otherwise, long nowNanos) {
        long last = otherwise;
        Neighbours neighbours = graph.neighboursOf(subject);
        for (int i = 0; i < neighbours.size(); i++) {
            long observer = neighbours.incarnation(i);
            EdgeReport edge = opinion(view, observer, subject, nowNanos);
            ReportBook.Page page = book.page(observer);
            if (edge == null || page == null || edge.lastBeatMillis() == EdgeReport.NEVER) {
                continue;
            }
            long heard = page.writtenNanos() - edge.lastBeatMillis() * 1_000_000L;
            if (heard - last > 0) {
                last = heard;
            }
        }
        return last;
    }

    /** Whether some eligible observer has had a good edge to it for so long. */
    boolean anyGoodFor(View view, long subject, long nanos, long nowNanos) {
        Neighbours neighbours = graph.neighboursOf(subject);
        for (int i = 0; i < neighbours.size(); i++) {
            long observer = neighbours.incarnation(i);
            EdgeReport edge = opinion(view, observer, subject, nowNanos);
            if (edge != null && !edge.verdict().isBad() && edge.sinceMillis() * 1_000_000L >= nanos) {
                return true;
            }
        }
        return false;
    }

    private @Nullable EdgeReport opinion(View view, long observer, long subject, long nowNanos) {
        ReportBook.Page page = book.page(observer);
        return page != null && voice(view, observer, subject, nowNanos) == Voice.COUNTS ? page.edge(subject) : null;
    }

    /** Whether an observer may speak about a subject. */
    Voice voice(View view, long observer, long subject, long nowNanos) {
        Member member = view.member(observer);
        if (member == null || !member.status().observes() || isLost.test(observer)) {
            return Voice.LOST;
        }
        ReportBook.Page page = book.page(observer);
        if (page == null) {
            return Voice.NO_REPORT;
        }
        if (page.report().doubt()) {
            return Voice.IN_DOUBT;
        }
        if (!book.counts(page, nowNanos)) {
            return Voice.OUT_OF_DATE;
        }
        EdgeReport edge = page.edge(subject);
        return edge == null || edge.verdict() == EdgeVerdict.NEUTRAL ? Voice.NO_OPINION : Voice.COUNTS;
    }
}
