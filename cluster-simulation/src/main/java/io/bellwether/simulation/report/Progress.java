package io.bellwether.simulation.report;

import java.io.PrintStream;

/** How far a command has come: a bar on a terminal, one line for each tenth elsewhere. Called by several threads. */
public final class Progress {

    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean live;
    private final String what;
    private final long total;
    private long done;
    private long shown = -1;

    /** Progress of so many steps. */
    public Progress(PrintStream out, boolean live, String what, long total) {
        this.out = out;
        this.live = live;
        this.what = what;
        this.total = Math.max(1, total);
    }

    /** One step more is done. */
    public synchronized void step() {
        done++;
        long percent = Math.min(100, done * 100 / total);
        long mark = live ? percent : percent / 10;
        if (mark == shown || (!live && mark == 0)) {
            return;
        }
        shown = mark;
        if (live) {
            int full = (int) (percent * BAR / 100);
            out.printf(
                    "\r\033[2K%s [%s%s] %d %%  %d of %d",
                    what, "#".repeat(full), ".".repeat(BAR - full), percent, done, total);
        } else {
            out.printf("%s: %d %%, %d of %d%n", what, mark * 10, done, total);
        }
        out.flush();
    }

    /** Takes the bar away, so that what comes next begins a line. */
    public synchronized void end() {
        if (live) {
            out.print("\r\033[2K");
            out.flush();
        }
    }
}
