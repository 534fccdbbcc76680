package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.Folders;
import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.process.HomeLock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the system and deletes what it left. */
@Command(
        name = "clean",
        description = "Stops everything and deletes its data, output and secrets. Asks first, on a terminal.",
        mixinStandardHelpOptions = true)
final class CleanVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Mixin
    private final Consent consent = new Consent();

    @Override
    public Integer call() throws IOException {
        var terminal = Terminal.standard();
        var home = context.home();
        if (!home.exists()) {
            terminal.out().println("Nothing to delete: there is no " + home.folder());
            return ExitCode.FINE;
        }
        // A folder that was never ours is not deleted, whatever --home says.
        if (!home.run().toFile().isDirectory()) {
            throw new StartProblem(
                    "%s was not made by ./bellwether up, so it is not deleted: check --home and BELLWETHER_HOME"
                            .formatted(home.folder()));
        }
        if (!consent.orUnasked("Delete all data in %s?".formatted(home.folder()), terminal)) {
            terminal.out().println("Nothing was deleted.");
            return ExitCode.ERROR;
        }
        try (var lock = HomeLock.take(home)) {
            Stopping.all(context, home, terminal);
            // The lock's own folder comes last.
            for (var part : List.of("data", "output", "secrets", "ports.properties", "run")) {
                Folders.delete(home.folder().resolve(part));
            }
        }
        terminal.out().println("Deleted the data, output and secrets in " + home.folder());
        return ExitCode.FINE;
    }
}
