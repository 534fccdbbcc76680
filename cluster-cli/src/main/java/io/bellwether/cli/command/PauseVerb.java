package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import picocli.CommandLine.Command;

/** Stops a node's clock, as a long pause would. */
@Command(
        name = "pause",
        description = "Pauses a node with SIGSTOP, as a long garbage collection or a frozen machine would.",
        mixinStandardHelpOptions = true)
final class PauseVerb extends SignalVerb {

    PauseVerb() {
        super(Signal.STOP, "is paused; ./bellwether resume lets it go on");
    }
}
