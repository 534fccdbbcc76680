package io.bellwether.cli.terminal;

import java.util.LinkedHashSet;
import java.util.Set;

/** One line that says what is still looked at; gone when all is seen. Nothing where lines cannot be written over. */
public final class Looking implements AutoCloseable {

    private static final String ANEW = "\r\u001b[2K";

    private final Terminal terminal;
    private final Set<String> open = new LinkedHashSet<>();

    public Looking(Terminal terminal) {
        this.terminal = terminal;
    }

    public synchronized void begin(String what) {
        open.add(what);
        draw();
    }

    public synchronized void end(String what) {
        open.remove(what);
        draw();
    }

    private void draw() {
        if (terminal.live()) {
            var text = open.isEmpty() ? "" : terminal.quiet("Looking at " + String.join(", ", open) + " ...");
            terminal.out().print(ANEW + text);
            terminal.out().flush();
        }
    }

    @Override
    public synchronized void close() {
        open.clear();
        draw();
    }
}
