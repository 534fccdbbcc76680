package io.bellwether.cli.command;

import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.terminal.Terminal;
import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** A gateway that is asked something, and how its answer is shown. */
final class GatewayContext {

    private static final String GATEWAY = "api-gateway-1";

    @Mixin
    private final Context context = new Context();

    @Option(
            names = "--gateway",
            paramLabel = "URL",
            description = "The gateway to ask, such as http://host:8080 (default: that on this machine).")
    private @Nullable URI gateway;

    @Mixin
    private final Shown shown = new Shown();

    /** Asks, and shows the answer, as text by what is given; a refusal ends the command. */
    JsonNode show(String path, Terminal terminal, Consumer<JsonNode> asText) {
        var asked = gateway;
        var place = asked == null ? URI.create("http://" + context.layout().address(GATEWAY)) : asked;
        var answer = ClusterClient.ofGateway(place).get(path).json();
        if (shown.isJson()) {
            Shown.printJson(answer);
        } else {
            asText.accept(answer);
        }
        return answer;
    }
}
