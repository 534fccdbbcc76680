package io.bellwether.protocol.authority;

import io.bellwether.protocol.membership.Member;

/**
 * Verdict two, REMOVED: for the failure timeout no eligible observer has heard a beat and no coordinator a report,
 * somebody has looked, and nobody has a steadily good edge. A member that is heard but bad stays UNREACHABLE.
 */
final class Removal {

    private final Evidence evidence;
    /** Before it this leader knows nothing of members that nobody reports about. */
    private final long tookOverNanos;

    Removal(Evidence evidence, long tookOverNanos) {
        this.evidence = evidence;
        this.tookOverNanos = tookOverNanos;
    }

    /** In how much time at the earliest a member is due, zero or less if it has been silent for long enough. */
    long dueInNanos(Member member, long nowNanos) {
        long silentNanos = nowNanos - lastHeardNanos(member.incarnation(), nowNanos);
        return evidence.profile.failureTimeout().toNanos() - silentNanos;
    }

    /** Whether nothing speaks for a member that has been silent for long enough. */
    boolean isBeyondDoubt(Member member, long nowNanos) {
        long subject = member.incarnation();
        return somebodyLooked(subject, nowNanos)
                && !evidence.observers.anyGoodFor(evidence.view(), subject, evidence.steadyNanos(), nowNanos);
    }

    private boolean somebodyLooked(long subject, long nowNanos) {
        return evidence.tally(subject, nowNanos).eligible() > 0
                || evidence.standIn.ask(subject, nowNanos) == Inquiry.Standing.NOT_REACHED;
    }

    private long lastHeardNanos(long subject, long nowNanos) {
        ReportBook.Page page = evidence.book.page(subject);
        long unknown = tookOverNanos - evidence.profile.silenceCap().toNanos();
        long reported = page == null ? unknown : page.writtenNanos();
        return evidence.observers.lastHeardNanos(evidence.view(), subject, reported, nowNanos);
    }
}
