package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import picocli.CommandLine.Command;

/** Ends a node without asking, as a crash would. */
@Command(name = "kill", description = "Ends a node with SIGKILL, as a crash would.", mixinStandardHelpOptions = true)
final class KillVerb extends SignalVerb {

    KillVerb() {
        super(Signal.KILL, "is killed; ./bellwether up or restart starts it again");
    }
}
