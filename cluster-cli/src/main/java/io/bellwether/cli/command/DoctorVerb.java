package io.bellwether.cli.command;

import io.bellwether.cli.doctor.Diagnosis;
import io.bellwether.cli.doctor.Doctor;
import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.CoordinatorSight;
import io.bellwether.cli.sight.Sight;
import io.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at the machine and the cluster for what hurts or will hurt. */
@Command(
        name = "doctor",
        description = {
            "Looks at this machine (memory, disk, scheduler, ports, leftovers) and at the cluster that runs (quorum, members,"
                    + " links, voters, settings, versions, clocks, pauses), and tells what hurts or will hurt, the worst first:"
                    + " what was found, what it means, what to do. It takes some seconds and changes nothing.",
            "With --coordinator it looks at a cluster elsewhere, such as one in containers.",
            "Exit code 0 when there is nothing worse than a note, 2 when there is, 1 when it could not look."
        },
        mixinStandardHelpOptions = true)
final class DoctorVerb implements Callable<Integer> {

    private final Examination.Pace pace;

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Mixin
    private final Shown shown = new Shown();

    @Option(names = "--all", description = "Show also what is well, one line for each check.")
    private boolean all;

    DoctorVerb() {
        this(Examination.Pace.STANDARD);
    }

    DoctorVerb(Examination.Pace pace) {
        this.pace = pace;
    }

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        var sight = Examination.look(cluster, pace, shown.isJson() ? Terminal.plain(terminal.out()) : terminal);
        var diagnosis = Doctor.judge(sight);
        if (shown.isJson()) {
            terminal.out().println(DoctorJson.of(diagnosis));
        } else {
            new DoctorText(terminal, all).print(diagnosis, sight);
        }
        return exitCode(diagnosis, sight);
    }

    static int exitCode(Diagnosis diagnosis, Sight sight) {
        if (sight.local() == null && sawNobody(sight.cluster())) {
            return ExitCode.ERROR;
        }
        return diagnosis.isWell() ? ExitCode.FINE : ExitCode.DEGRADED;
    }

    private static boolean sawNobody(@Nullable ClusterSight cluster) {
        return cluster == null || cluster.coordinators().stream().noneMatch(CoordinatorSight::answers);
    }
}
