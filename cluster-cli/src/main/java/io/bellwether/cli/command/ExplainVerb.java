package io.bellwether.cli.command;

import io.bellwether.cli.cluster.Answer;
import io.bellwether.cli.cluster.ClusterClient;
import io.bellwether.cli.terminal.Terminal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why a member is in its state. */
@Command(
        name = "explain",
        description = {
            "Says why a member is in its state: the cause, who accuses it, what pulls its score down, and what comes next.",
            "Former members are explained for as long as their names are known. Exit code 2 when it is not HEALTHY."
        },
        mixinStandardHelpOptions = true)
final class ExplainVerb implements Callable<Integer> {

    private static final int UNAVAILABLE = 503;

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Parameters(paramLabel = "NODE", description = "The name of the member.")
    private String node = "";

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var why = ask(cluster.client(), node).json();
        if (shown.isJson()) {
            Shown.printJson(why);
        } else {
            new ExplainScreen(terminal, Instant.now(), ZoneId.systemDefault()).print(why);
        }
        return ExplainScreen.isHealthy(why) ? ExitCode.FINE : ExitCode.DEGRADED;
    }

    /** The leader knows all; where nobody leads, what any coordinator knows is better than nothing. */
    static Answer ask(ClusterClient client, String node) {
        var path = "/api/v1/members/%s/explain"
                .formatted(URLEncoder.encode(node, StandardCharsets.UTF_8).replace("+", "%20"));
        var answer = client.get(path + "?at=leader");
        return answer.status() == UNAVAILABLE ? client.get(path) : answer;
    }
}
