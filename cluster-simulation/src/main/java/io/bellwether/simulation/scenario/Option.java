package io.bellwether.simulation.scenario;

import java.util.List;

/**
 * One option of a scenario.
 *
 * @param name without the dashes
 * @param placeholder what stands for its value in the help; empty for a flag, which takes none
 * @param standard the value where it is not given
 * @param least the least number; meaningless unless {@code number}
 */
public record Option(
        String name, String placeholder, String standard, String description, boolean number, long least, long most) {

    /** Every scenario takes these. */
    static final List<Option> COMMON = List.of(
            seed("The seed of the first run; the same seed replays the same run."),
            number(
                    "threads",
                    Runtime.getRuntime().availableProcessors(),
                    1,
                    1024,
                    "Runs at one time, each on a core of its own. No effect on what comes out."),
            output(),
            help());

    /** Those on real processes take these: they have the machine to themselves, and no time is ever the same again. */
    static final List<Option> COMMON_LIVE =
            List.of(seed("The seed of all that is drawn: orders, places and moments."), output(), help());

    private static Option seed(String description) {
        return new Option("seed", "N", "1", description, true, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static Option output() {
        return text("output", "table", "table or json, also -o.");
    }

    private static Option help() {
        return flag("help", "Shows this.");
    }

    /** A whole number within bounds. */
    public static Option number(String name, long standard, long least, long most, String description) {
        return new Option(name, "N", Long.toString(standard), description, true, least, most);
    }

    /** Any text. */
    public static Option text(String name, String standard, String description) {
        return new Option(name, "TEXT", standard, description, false, 0, 0);
    }

    /** On or off. */
    public static Option flag(String name, String description) {
        return new Option(name, "", "false", description, false, 0, 0);
    }

    /** The count of nodes. */
    public static Option nodes(long standard, long least, long most) {
        return number("nodes", standard, least, most, "Nodes in the cluster.");
    }

    /** How many runs. */
    public static Option repeat(long standard) {
        return number("repeat", standard, 1, 1_000_000, "Runs, each with the next seed.");
    }

    /** The virtual time of a run. */
    public static Option seconds(long standard, long least) {
        return number("seconds", standard, least, 1_000_000, "Virtual seconds of each run.");
    }

    /** The trace of the first run. */
    public static Option trace() {
        return flag("trace", "Explains the first run event by event.");
    }

    boolean isFlag() {
        return placeholder.isEmpty();
    }

    void check(String value) {
        if (!number) {
            return;
        }
        try {
            long parsed = Long.parseLong(value);
            if (parsed >= least && parsed <= most) {
                return;
            }
        } catch (NumberFormatException e) {
            throw new UsageProblem("--%s takes a whole number, got '%s'".formatted(name, value), e);
        }
        throw new UsageProblem("--%s takes a number from %d to %d, got %s".formatted(name, least, most, value));
    }
}
