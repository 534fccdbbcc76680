package io.bellwether.simulation.invariants;

/**
 * A promise that a run broke.
 *
 * @param rule Which one.
 * @param nanos When, in virtual time.
 * @param detail What happened.
 */
public record Violation(Rule rule, long nanos, String detail) {

    @Override
    public String toString() {
        return "%s at %.3f s: %s".formatted(rule.sentence(), nanos / 1e9, detail);
    }
}
