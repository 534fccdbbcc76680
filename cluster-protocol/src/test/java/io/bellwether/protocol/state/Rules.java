package io.bellwether.protocol.state;

/** Rules with other limits. */
final class Rules {

    private Rules() {}

    static StateRules with(StateRules rules, int membersMax, int namesMax) {
        return new StateRules(
                rules.stabilization(),
                rules.leaving(),
                rules.lossPoints(),
                rules.crashPoints(),
                rules.quarantinePoints(),
                rules.reusePoints(),
                rules.pointsMax(),
                rules.halfLife(),
                rules.backOff(),
                rules.backOffMax(),
                rules.backOffJitter(),
                rules.tries(),
                rules.triesForgotten(),
                rules.groupMin(),
                rules.goneMin(),
                rules.goneWindow(),
                rules.protectionClear(),
                rules.protectionExpiry(),
                rules.removalGap(),
                rules.orderMax(),
                membersMax,
                namesMax);
    }
}
