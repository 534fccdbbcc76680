package io.bellwether.gateway.routing;

/** How a request to an instance ended, as far as the head of its answer. */
public enum Result {
    /** Answered, be it with a refusal that is the client's fault. */
    ANSWERED,
    /** Answered 503 with a time to come back: it is in order and cannot do this now. */
    BUSY,
    /** Answered 5xx. */
    FAILED,
    /** Nobody listens there, or cannot be reached: the request was not sent. */
    REFUSED,
    /** The connection broke while the answer was awaited. */
    BROKEN,
    /** No answer in time. */
    TIMED_OUT,
    /** The client went away first. */
    ABANDONED;

    boolean isFailure() {
        return this != ANSWERED && this != ABANDONED;
    }

    /** Whether it says how long an answer takes, or at least how long it does not: who refuses at once says nothing. */
    boolean tellsHowLongItTakes() {
        return this == ANSWERED || this == TIMED_OUT || this == ABANDONED;
    }

    /** Whether the circuit counts it. Whoever says in order that it cannot now needs no protection. */
    boolean isForCircuit() {
        return isFailure() && this != BUSY;
    }
}
