package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.terminal.Terminal;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows whom the gateway sends requests to. */
@Command(
        name = "routes",
        description = {
            "Shows whom the gateway sends requests to: the share of each instance, and why somebody gets none.",
            "Exit code 2 when an instance is left out, or nobody says any more who the instances are."
        },
        mixinStandardHelpOptions = true)
final class RoutesVerb implements Callable<Integer> {

    private static final String GATEWAY = "api-gateway-1";

    @Mixin
    private final Context context = new Context();

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway to ask, such as http://host:8080 (default: that on this machine).")
    private @Nullable URI gateway;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StatusVerb.Format format = StatusVerb.Format.TEXT;

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var asked = gateway;
        var place = asked == null ? URI.create("http://" + context.layout().address(GATEWAY)) : asked;
        var routing = ClusterClient.ofGateway(place).get("/gateway/routes").json();
        if (format == StatusVerb.Format.JSON) {
            terminal.out()
                    .println(
                            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(routing));
        } else {
            new RoutesTable(terminal).print(routing);
        }
        return RoutesTable.isInOrder(routing) ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
