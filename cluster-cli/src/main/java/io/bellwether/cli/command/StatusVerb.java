package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows who runs, and how well. */
@Command(
        name = "status",
        description = {
            "Shows which processes run on this machine, since when and whether they are healthy, then the cluster that"
                    + " they form: who leads, whether it may write, and every member.",
            "Exit code 2 when a process is not healthy, no majority stands behind a leader, or a member is lost;"
                    + " ./bellwether members tells by its own whether all are HEALTHY."
        },
        mixinStandardHelpOptions = true)
final class StatusVerb implements Callable<Integer> {

    @Mixin
    private final Context context = new Context();

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var home = context.home();
        var layout = context.layout();
        var report = SystemStatus.look(home, layout);
        var cluster = report.nothingRuns() ? ClusterStatus.NONE : ClusterStatus.look(layout.coordinators());
        if (shown.isJson()) {
            terminal.out().println(StatusJson.of(report, cluster));
        } else {
            new StatusTable(terminal).print(report);
            cluster.print(terminal, Instant.now());
        }
        return report.healthy() && cluster.isWell() ? ExitCode.FINE : ExitCode.DEGRADED;
    }
}
