package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.process.HomeLock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the whole system. */
@Command(name = "down", description = "Stops everything; the data stays.", mixinStandardHelpOptions = true)
final class DownVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var home = context.home();
        if (!home.exists()) {
            terminal.out().println("Nothing runs: there is no " + home.folder());
            return ExitCode.FINE;
        }
        long begun = System.nanoTime();
        try (var lock = HomeLock.take(home)) {
            int stopped = Stopping.all(context, home, terminal);
            terminal.out()
                    .println(
                            stopped == 0
                                    ? "Nothing was running in " + home.folder()
                                    : "Down in %.1f s; the data stays in %s"
                                            .formatted(
                                                    Duration.ofNanos(System.nanoTime() - begun)
                                                                    .toMillis()
                                                            / 1000.0,
                                                    home.folder()));
        }
        return ExitCode.FINE;
    }
}
