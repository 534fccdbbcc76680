package io.bellwether.simulation.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bellwether.simulation.report.Progress;
import io.bellwether.simulation.world.Trace;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** One command that runs: its settings, the cores it may use, and where it tells how far it is. */
public final class Session {

    private final Scenario scenario;
    private final Settings settings;
    private final PrintStream notes;
    private final PrintStream errors;
    private final boolean live;

    /**
     * A session.
     *
     * @param notes takes the lines of a trace
     * @param errors takes the progress
     * @param live whether {@code errors} is a terminal, where a line can be written over
     */
    public Session(Scenario scenario, Settings settings, PrintStream notes, PrintStream errors, boolean live) {
        this.scenario = scenario;
        this.settings = settings;
        this.notes = notes;
        this.errors = errors;
        this.live = live;
    }

    /** What was asked for. */
    public Settings settings() {
        return settings;
    }

    /**
     * Runs seeds from {@link Settings#seed} on, several at one time, with a progress bar.
     *
     * @param run takes a seed; shares nothing with other runs
     * @return what the runs gave, in the order of their seeds
     */
    public <T> List<T> seeds(int count, LongFunction<T> run) {
        return runs("sim " + scenario.name(), count, index -> seed(settings.seed() + index, run));
    }

    /** Whoever reads of a broken run wants to see it again. */
    private static <T> T seed(long seed, LongFunction<T> run) {
        try {
            return run.apply(seed);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the run of seed %d broke (--seed %d replays it): %s".formatted(seed, seed, e.getMessage()), e);
        }
    }

    /** Runs anything that is numbered from 0 on, several at one time, with a progress bar. */
    public <T> List<T> runs(String what, int count, LongFunction<T> run) {
        return runs(what, settings.threads(), count, run);
    }

    /** Runs anything that is numbered from 0 on, with the machine to itself each, with a progress bar. */
    public <T> List<T> oneByOne(String what, int count, LongFunction<T> run) {
        return runs(what, 1, count, run);
    }

    private <T> List<T> runs(String what, int threads, int count, LongFunction<T> run) {
        var progress = new Progress(errors, live, what, count);
        try {
            return Runs.inOrder(threads, count, index -> {
                T outcome = run.apply(index);
                progress.step();
                return outcome;
            });
        } finally {
            progress.end();
        }
    }

    /** Progress of something that counts its own steps; tells nothing where a program reads the result. */
    public Progress progress(String what, long steps) {
        PrintStream where = settings.json() ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8) : errors;
        return new Progress(where, live, what, steps);
    }

    /** Explains the run of this seed, where a trace was asked for and it is the first; null otherwise. */
    public @Nullable Trace trace(long seed) {
        return seed == settings.seed() && settings.flag("trace") ? this::line : null;
    }

    /** Tells something beside the result. */
    public void note(String line) {
        errors.println(line);
    }

    /** Lists what belongs to the result and is no number: above the table, beside it where a program reads the result. */
    public void list(String line) {
        notes.println(line);
    }

    private void line(long nanos, int machine, String action, String detail) {
        var who = machine < 0 ? "-" : Integer.toString(machine);
        notes.println(String.format(Locale.ROOT, "%14.6f s  %4s  %-16s %s", nanos / 1e9, who, action, detail)
                .stripTrailing());
    }
}
