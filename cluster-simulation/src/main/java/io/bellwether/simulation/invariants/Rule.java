package io.bellwether.simulation.invariants;

/** The promises. */
public enum Rule {
    ONE_CONTENT("Two contents for one epoch never exist"),
    GONE_STAYS_GONE("A removed incarnation never returns"),
    HEARD_IS_KEPT("Nobody is removed while an eligible observer hears it"),
    CONNECTED_IS_KEPT("A healthy, connected node is never accused or removed"),
    DEAD_IS_FOUND("A dead node is found and removed in bounded time, or protection says why not"),
    ALL_CONVERGE("Every member of the side with quorum converges"),
    DAMPING_ENDS("Damping always ends or asks for an operator"),
    LEADER_STAYS("Gossip and verdicts never move leadership"),
    REPLICAS_AGREE("All replicas have the same state after each entry"),
    NO_CRASH("No input makes a node fail");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    /** The promise as a sentence. */
    public String sentence() {
        return sentence;
    }
}
