package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var status = cluster.client().get("/cluster/status").json();
        if (shown.isJson()) {
            Shown.printJson(status);
        } else {
            new MembersTable(terminal, Instant.now()).print(status);
        }
        return MembersTable.isHealthy(status) ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
