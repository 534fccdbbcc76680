package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows who is in the cluster, and how well. */
@Command(
        name = "members",
        description = {
            "Shows who is in the cluster, how well each is and why, who leads, and whether the cluster may write.",
            "Exit code 2 when somebody is not healthy or no majority stands behind a leader."
        },
        mixinStandardHelpOptions = true)
final class MembersVerb implements Callable<Integer> {

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StatusVerb.Format format = StatusVerb.Format.TEXT;

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var status = cluster.client().get("/cluster/status").json();
        if (format == StatusVerb.Format.JSON) {
            terminal.out()
                    .println(
                            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            new MembersTable(terminal, Instant.now()).print(status);
        }
        return MembersTable.isHealthy(status) ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
