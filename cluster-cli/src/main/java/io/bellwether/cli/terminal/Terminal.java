package io.bellwether.cli.terminal;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where output goes, and what it can show. */
public final class Terminal {

    private final PrintStream out;
    private final boolean live;
    private final boolean colour;

    private Terminal(PrintStream out, boolean live, boolean colour) {
        this.out = out;
        this.live = live;
        this.colour = colour;
    }

    /** The terminal of this process; plain lines where output goes to a file or a pipe. */
    public static Terminal standard() {
        // The shell knows; Java tells only from release 22 on.
        boolean live = Boolean.getBoolean("bellwether.terminal") && !"dumb".equals(environment("TERM"));
        return new Terminal(System.out, live, live && environment("NO_COLOR") == null);
    }

    /** Plain lines to there. */
    public static Terminal plain(PrintStream out) {
        return new Terminal(out, false, false);
    }

    private static @Nullable String environment(String name) {
        return System.getenv(name);
    }

    public PrintStream out() {
        return out;
    }

    /** Whether lines can be written over. */
    public boolean live() {
        return live;
    }

    public String strong(String text) {
        return styled("1", text);
    }

    public String quiet(String text) {
        return styled("2", text);
    }

    public String good(String text) {
        return styled("32", text);
    }

    public String uncertain(String text) {
        return styled("33", text);
    }

    public String bad(String text) {
        return styled("31", text);
    }

    private String styled(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
