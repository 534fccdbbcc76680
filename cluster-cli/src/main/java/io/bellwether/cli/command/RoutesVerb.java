package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows whom the gateway sends requests to. */
@Command(
        name = "routes",
        description = {
            "Shows whom the gateway sends requests to: the share of each instance, and why somebody gets none.",
            "Exit code 2 when an instance is left out, or nobody says any more who the instances are."
        },
        mixinStandardHelpOptions = true)
final class RoutesVerb implements Callable<Integer> {

    @Mixin
    private final GatewayContext gateway = new GatewayContext();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var routing = gateway.show("/gateway/routes", terminal, new RoutesTable(terminal)::print);
        return RoutesTable.isInOrder(routing) ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
