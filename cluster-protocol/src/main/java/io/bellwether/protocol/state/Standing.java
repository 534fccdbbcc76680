package io.bellwether.protocol.state;

/**
 * How a name stands, now.
 *
 * @param points Its points now.
 * @param timesLost UNREACHABLE how often in this spell.
 * @param quarantines How many in this spell.
 * @param held Whether it is in quarantine, as a member or outside.
 * @param refused Whether a join would be refused if it were not a member.
 * @param retryNanos The cluster time at which it can be let in again, 0 if at once.
 * @param operatorNeeded Whether only an operator lets it in.
 * @param heard Whether it is a member that no verdict says is lost; also in QUARANTINED and MAINTENANCE.
 * @param refusals Joins refused since it was last let in.
 */
public record Standing(
        double points,
        int timesLost,
        int quarantines,
        boolean held,
        boolean refused,
        long retryNanos,
        boolean operatorNeeded,
        boolean heard,
        int refusals) {

    /** Of a name that is not known. */
    public static final Standing UNKNOWN = new Standing(0, 0, 0, false, false, 0, false, false, 0);

    static Standing of(Life life, long nowNanos, StateRules rules) {
        var penalty = life.penalty();
        boolean held = penalty.isHeld(nowNanos);
        boolean refused = life.isPresent() ? held : penalty.isFlapping(nowNanos, rules);
        return new Standing(
                penalty.pointsAt(nowNanos, rules),
                penalty.timesLost(),
                penalty.tries(),
                held,
                refused,
                refused ? nowNanos + penalty.waitNanos(nowNanos, rules) : 0,
                penalty.operatorNeeded(),
                life.isPresent() && life.heard(),
                life.refusals());
    }
}
