package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a paused node go on. */
@Command(name = "resume", description = "Lets a paused node go on with SIGCONT.", mixinStandardHelpOptions = true)
final class ResumeVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", description = "Such as log-producer-1, or kafka.")
    private String node = "";

    @Override
    public Integer call() {
        return Signalling.send(context, node, Signal.CONT, "goes on");
    }
}
