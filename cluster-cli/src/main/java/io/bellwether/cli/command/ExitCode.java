package io.bellwether.cli.command;

/** What the command tells its caller. */
final class ExitCode {

    static final int FINE = 0;
    static final int ERROR = 1;
    /** Degraded, or short of a goal. */
    static final int DEGRADED = 2;

    private ExitCode() {}
}
