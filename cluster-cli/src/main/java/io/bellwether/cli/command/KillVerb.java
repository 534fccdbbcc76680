package io.bellwether.cli.command;

import io.bellwether.devservices.process.Signal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a node without asking, as a crash would. */
@Command(name = "kill", description = "Ends a node with SIGKILL, as a crash would.", mixinStandardHelpOptions = true)
final class KillVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Parameters(paramLabel = "NODE", description = "Such as log-producer-1, or kafka.")
    private String node = "";

    @Override
    public Integer call() {
        return Signalling.send(context, node, Signal.KILL, "is killed; ./bellwether up or restart starts it again");
    }
}
