package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import picocli.CommandLine.Command;

/** Lets a paused node go on. */
@Command(name = "resume", description = "Lets a paused node go on with SIGCONT.", mixinStandardHelpOptions = true)
final class ResumeVerb extends SignalVerb {

    ResumeVerb() {
        super(Signal.CONT, "goes on");
    }
}
