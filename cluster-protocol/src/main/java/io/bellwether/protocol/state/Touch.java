package io.bellwether.protocol.state;

/** What a row of the table does besides moving the member. Leaving a state always stops the timer of that state. */
public enum Touch {
    MARK_LOST("marked as lost"),
    MARK_HEARD("marked as heard"),
    CHARGE_LOSS("points of a loss"),
    CHARGE_CRASH("points of a crash"),
    CLEAR_POINTS("points and quarantines cleared"),
    START_BACK_OFF("back-off starts, unless one runs"),
    COUNT_REFUSAL("refusal counted"),
    START_STABILIZATION("stabilisation timer starts"),
    START_LEAVING("timer of leave-taking starts"),
    START_GONE_WINDOW("counts as gone for the governor's window"),
    KEEP_DRAIN("order to drain kept, its time to live starts"),
    STRIKE_DRAIN("order to drain struck"),
    KEEP_MAINTENANCE("order of maintenance kept, its time to live starts"),
    STRIKE_MAINTENANCE("order of maintenance struck"),
    STRIKE_NAME("name struck off the books");

    private final String text;

    Touch(String text) {
        this.text = text;
    }

    /** The touch as a clause for people. */
    public String text() {
        return text;
    }

    Life apply(Life life, Situation situation) {
        var rules = situation.rules();
        long now = situation.nowNanos();
        var penalty = life.penalty();
        return switch (this) {
            case MARK_LOST -> life.withHeard(false);
            case MARK_HEARD -> life.withHeard(true);
            case CHARGE_LOSS -> life.withPenalty(penalty.lost(life.id(), now, rules));
            case CHARGE_CRASH -> life.withPenalty(penalty.crashed(life.id(), now, rules));
            case CLEAR_POINTS -> life.withPenalty(Penalty.NONE).withRefusals(0);
            case START_BACK_OFF -> life.withPenalty(penalty.keptOut(life.id(), now, rules));
            case COUNT_REFUSAL -> life.withRefusals(Math.min(life.refusals(), Integer.MAX_VALUE - 1) + 1);
            case START_STABILIZATION ->
                life.withStatusEnds(now + rules.stabilization().toNanos());
            case START_LEAVING -> life.withStatusEnds(now + rules.leaving().toNanos());
            case START_GONE_WINDOW ->
                life.withGoneUntil(now + rules.goneWindow().toNanos());
            case KEEP_DRAIN -> life.withDrain(situation.order());
            case STRIKE_DRAIN -> life.withDrain(null);
            case KEEP_MAINTENANCE -> life.withMaintenance(situation.order());
            case STRIKE_MAINTENANCE -> life.withMaintenance(null);
            case STRIKE_NAME -> life;
        };
    }
}
