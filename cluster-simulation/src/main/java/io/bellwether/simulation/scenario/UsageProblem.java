package io.bellwether.simulation.scenario;

/** What was typed cannot be run; the message says why and what to type instead. */
public final class UsageProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** A problem that the message explains. */
    public UsageProblem(String message) {
        super(message);
    }

    /** A problem that the message explains, and what it came from. */
    public UsageProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
