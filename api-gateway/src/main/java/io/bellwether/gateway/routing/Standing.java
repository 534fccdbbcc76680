package io.bellwether.gateway.routing;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** How an instance stands with this gateway, the worst first. */
public enum Standing {
    /** A majority has given it up, or does not know it yet. */
    LAST_RESORT("asked only where nobody else is left"),
    /** It failed again and again. */
    EJECTED("left out for a while: it failed again and again"),
    /** It failed mostly. */
    CIRCUIT_OPEN("not called for a moment: it failed mostly"),
    /** This process or two others find the link to it bad. */
    SUSPECTED("gets no new requests: it is suspected"),
    /** Its score is 0. */
    NO_HEALTH("gets no requests: its health is 0"),
    /** It has just come back. */
    SLOW_START("gets a growing share: it has just come back"),
    /** Nothing speaks against it. */
    WELL("gets its share");

    private final String text;

    Standing(String text) {
        this.text = text;
    }

    /** What that means, as a clause for people. */
    public String text() {
        return text;
    }

    static Standing of(Backend backend, long nowNanos) {
        Facts facts = backend.facts();
        if (facts.lastResort()) {
            return LAST_RESORT;
        }
        if (backend.isOut(nowNanos)) {
            return EJECTED;
        }
        if (backend.circuit().getState() == CircuitBreaker.State.OPEN) {
            return CIRCUIT_OPEN;
        }
        if (facts.suspected()) {
            return SUSPECTED;
        }
        if (!facts.isWell()) {
            return NO_HEALTH;
        }
        return backend.slowStartShare(nowNanos) < 1 ? SLOW_START : WELL;
    }
}
