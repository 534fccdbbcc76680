package io.bellwether.protocol.state;

import io.bellwether.protocol.membership.NodeId;

/**
 * What a name has on its account: points that decay, and the quarantines that came of them. After RFC 2439.
 *
 * <p>Points are stored as of the last charge and never rewritten on reading; with {@link StrictMath} every JVM then
 * computes the same bits.
 *
 * @param points The points right after the last charge.
 * @param chargedNanos When that was.
 * @param timesLost UNREACHABLE how often, since the points were last under half of the reuse limit.
 * @param tries Quarantines so far.
 * @param held Whether the last charge found or left it in quarantine.
 * @param retryNanos When the quarantine ends, if it is held.
 * @param backOffUntilNanos When the back-off ends, if it is held.
 * @param operatorNeeded Whether all tries are used up.
 */
public record Penalty(
        double points,
        long chargedNanos,
        int timesLost,
        int tries,
        boolean held,
        long retryNanos,
        long backOffUntilNanos,
        boolean operatorNeeded) {

    /** A clean account. */
    public static final Penalty NONE = new Penalty(0, 0, 0, 0, false, 0, 0, false);

    private static final int DOUBLINGS_MAX = 30;

    /** The points that are left. */
    public double pointsAt(long nowNanos, StateRules rules) {
        double halfLives = (double) (nowNanos - chargedNanos) / rules.halfLife().toNanos();
        return points * StrictMath.pow(2, -halfLives);
    }

    /** Whether it is in quarantine: too many points, or the back-off not over, or an operator needed. */
    public boolean isHeld(long nowNanos) {
        return operatorNeeded || (held && nowNanos < retryNanos);
    }

    /** Whether a removed name is kept out: in quarantine, or lost twice and not yet under the reuse limit. */
    public boolean isFlapping(long nowNanos, StateRules rules) {
        return isHeld(nowNanos) || (timesLost >= 2 && nowNanos < underReuseNanos(rules));
    }

    /** How long until a removed name that is flapping is let in, if no operator is needed. */
    public long waitNanos(long nowNanos, StateRules rules) {
        long until = held ? retryNanos : underReuseNanos(rules);
        return Math.max(0, until - nowNanos);
    }

    /** UNREACHABLE once more. */
    Penalty lost(NodeId id, long nowNanos, StateRules rules) {
        return charged(rules.lossPoints(), 1, id, nowNanos, rules);
    }

    /** Restarted without having been missed. */
    Penalty crashed(NodeId id, long nowNanos, StateRules rules) {
        return charged(rules.crashPoints(), 0, id, nowNanos, rules);
    }

    /** Whether one more crash leads into quarantine. */
    boolean nextCrashIsTooMuch(long nowNanos, StateRules rules) {
        return isHeld(nowNanos) || pointsAt(nowNanos, rules) + rules.crashPoints() >= rules.quarantinePoints();
    }

    /** Kept out at the door, which is a quarantine too; unless it is in one already. */
    Penalty keptOut(NodeId id, long nowNanos, StateRules rules) {
        return isHeld(nowNanos) ? this : tried(id, nowNanos, rules);
    }

    private Penalty charged(double added, int losses, NodeId id, long nowNanos, StateRules rules) {
        double left = pointsAt(nowNanos, rules);
        boolean newSpell = left < rules.reusePoints() / 2;
        boolean quiet = !operatorNeeded
                && nowNanos - chargedNanos >= rules.triesForgotten().toNanos();
        double sum = Math.min(rules.pointsMax(), left + added);
        boolean wasHeld = isHeld(nowNanos);
        var account = new Penalty(
                sum,
                nowNanos,
                (newSpell ? 0 : timesLost) + losses,
                quiet ? 0 : tries,
                wasHeld,
                retryNanos,
                backOffUntilNanos,
                operatorNeeded);
        // One more loss after a whole back-off is a failed try; without this a name that never rests stays in its
        // first quarantine for ever, and nobody is asked.
        boolean tryFailed = wasHeld && nowNanos >= backOffUntilNanos;
        if (tryFailed || (!wasHeld && sum >= rules.quarantinePoints())) {
            return account.tried(id, nowNanos, rules);
        }
        return wasHeld ? account.heldUntil(backOffUntilNanos, rules) : account;
    }

    private Penalty tried(NodeId id, long nowNanos, StateRules rules) {
        int next = Math.min(tries + 1, rules.tries() + 1);
        boolean askOperator = operatorNeeded || next > rules.tries();
        long backOffUntil = nowNanos + backOffNanos(id, next, rules);
        return new Penalty(points, chargedNanos, timesLost, next, true, 0, 0, askOperator)
                .heldUntil(backOffUntil, rules);
    }

    private Penalty heldUntil(long backOffUntil, StateRules rules) {
        long retry = Math.max(backOffUntil, underReuseNanos(rules));
        return new Penalty(points, chargedNanos, timesLost, tries, true, retry, backOffUntil, operatorNeeded);
    }

    /** When the points fall under the reuse limit. */
    private long underReuseNanos(StateRules rules) {
        if (points < rules.reusePoints()) {
            return chargedNanos;
        }
        double halfLives = StrictMath.log(points / rules.reusePoints()) / StrictMath.log(2);
        return chargedNanos
                + (long) StrictMath.ceil(halfLives * rules.halfLife().toNanos())
                + 1;
    }

    /** 30 s x 2^n and a share on top that depends on name and try alone, so that all replicas wait equally long. */
    private static long backOffNanos(NodeId id, int tryNumber, StateRules rules) {
        int doublings = Math.min(tryNumber - 1, DOUBLINGS_MAX);
        double doubled = (double) rules.backOff().toNanos() * (1L << doublings);
        double wait = Math.min((double) rules.backOffMax().toNanos(), doubled);
        long chance = StateHash.mix(StateHash.of(id.name()) + tryNumber) >>> 11;
        return (long) (wait * (1 + rules.backOffJitter() * chance * 0x1p-53));
    }
}
