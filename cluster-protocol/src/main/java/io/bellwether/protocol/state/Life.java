package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.Member;
import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.protocol.membership.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * All that the state holds about one name.
 *
 * @param member Its member, or the last one it had, LEFT or REMOVED.
 * @param instanceId The process of that member.
 * @param heard Whether no verdict says that it is lost. Told apart from the status, because QUARANTINED and MAINTENANCE
 *     absorb verdicts.
 * @param statusEndsNanos When RECOVERING or LEAVING is over, {@link #NEVER} in other states.
 * @param penalty Its points.
 * @param drain The order to drain it, if any.
 * @param maintenance The order to keep it out of judgement, if any.
 * @param goneUntilNanos Until when the governor counts a removed member as gone, {@link #NEVER} if it does not.
 * @param refusals Joins refused since it was last let in.
 * @param moves How often the process had changed its address when it told this one.
 */
public record Life(
        Member member,
        String instanceId,
        boolean heard,
        long statusEndsNanos,
        Penalty penalty,
        @Nullable OperatorOrder drain,
        @Nullable OperatorOrder maintenance,
        long goneUntilNanos,
        int refusals,
        long moves) {

    /** A time that does not come. */
    public static final long NEVER = Long.MAX_VALUE;

    NodeId id() {
        return member.id();
    }

    MemberStatus status() {
        return member.status();
    }

    boolean isPresent() {
        return status().isPresent();
    }

    /** Whether the governor counts it at all. */
    boolean counts() {
        return switch (status()) {
            case JOINING, HEALTHY, DEGRADED, RECOVERING, UNREACHABLE, QUARANTINED, DRAINING -> true;
            case MAINTENANCE, LEAVING, LEFT -> false;
            case REMOVED -> goneUntilNanos != NEVER;
        };
    }

    /** Whether the governor counts it as gone. */
    boolean countsAsGone() {
        return counts() && !(isPresent() && heard);
    }

    /** When its quarantine can end by itself, {@link #NEVER} where it cannot. */
    long reusableNanos() {
        boolean waits = status() == MemberStatus.QUARANTINED && heard && !penalty.operatorNeeded();
        return waits ? penalty.retryNanos() : NEVER;
    }

    /** When the first of its timers runs out. */
    long dueNanos() {
        long first = Math.min(Math.min(statusEndsNanos, reusableNanos()), goneUntilNanos);
        return Math.min(first, Math.min(endOf(drain), endOf(maintenance)));
    }

    static long endOf(@Nullable OperatorOrder order) {
        return order == null ? NEVER : order.untilNanos();
    }

    /** In another state; the timer of the former one is stopped. */
    Life in(Member moved) {
        return new Life(moved, instanceId, heard, NEVER, penalty, drain, maintenance, goneUntilNanos, refusals, moves);
    }

    /** Reached elsewhere. */
    Life at(String address, long afterMoves) {
        return new Life(
                member.at(address),
                instanceId,
                heard,
                statusEndsNanos,
                penalty,
                drain,
                maintenance,
                goneUntilNanos,
                refusals,
                afterMoves);
    }

    Life withHeard(boolean now) {
        return new Life(
                member, instanceId, now, statusEndsNanos, penalty, drain, maintenance, goneUntilNanos, refusals, moves);
    }

    Life withStatusEnds(long nanos) {
        return new Life(member, instanceId, heard, nanos, penalty, drain, maintenance, goneUntilNanos, refusals, moves);
    }

    Life withPenalty(Penalty other) {
        return new Life(
                member, instanceId, heard, statusEndsNanos, other, drain, maintenance, goneUntilNanos, refusals, moves);
    }

    Life withDrain(@Nullable OperatorOrder order) {
        return new Life(
                member,
                instanceId,
                heard,
                statusEndsNanos,
                penalty,
                order,
                maintenance,
                goneUntilNanos,
                refusals,
                moves);
    }

    Life withMaintenance(@Nullable OperatorOrder order) {
        return new Life(
                member, instanceId, heard, statusEndsNanos, penalty, drain, order, goneUntilNanos, refusals, moves);
    }

    Life withGoneUntil(long nanos) {
        return new Life(
                member, instanceId, heard, statusEndsNanos, penalty, drain, maintenance, nanos, refusals, moves);
    }

    Life withRefusals(int count) {
        return new Life(
                member, instanceId, heard, statusEndsNanos, penalty, drain, maintenance, goneUntilNanos, count, moves);
    }
}
