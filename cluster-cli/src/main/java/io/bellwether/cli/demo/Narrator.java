package io.bellwether.cli.demo;

import io.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.Locale;

/** Tells what happens, each line with the time since the beginning. */
final class Narrator {

    private static final double NANOS_PER_SECOND = 1e9;

    private final Terminal terminal;
    private final long begunNanos = System.nanoTime();

    Narrator(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A new scene. */
    void scene(String title) {
        terminal.out().printf("%n%s%n", terminal.strong(title));
    }

    void tell(String text) {
        line(text);
    }

    void good(String text) {
        line(terminal.good(text));
    }

    void bad(String text) {
        line(terminal.bad(text));
    }

    private void line(String text) {
        double at = (System.nanoTime() - begunNanos) / NANOS_PER_SECOND;
        terminal.out().println(terminal.quiet(String.format(Locale.ROOT, "%6.1f s", at)) + "  " + text);
        terminal.out().flush();
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
