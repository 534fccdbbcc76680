package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stops a node's clock, as a long pause would. */
@Command(
        name = "pause",
        description = "Pauses a node with SIGSTOP, as a long garbage collection or a frozen machine would.",
        mixinStandardHelpOptions = true)
final class PauseVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", description = "Such as log-producer-1, or kafka.")
    private String node = "";

    @Override
    public Integer call() {
        return Signalling.send(context, node, Signal.STOP, "is paused; ./bellwether resume lets it go on");
    }
}
