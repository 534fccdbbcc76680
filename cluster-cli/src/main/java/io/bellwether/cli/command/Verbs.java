package io.bellwether.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** All that can be typed behind {@code ./bellwether}. */
@Command(
        name = "bellwether",
        description = "Starts, stops and shows Bellwether on this machine.",
        mixinStandardHelpOptions = true,
        version = "Bellwether " + Verbs.VERSION,
        sortOptions = false,
        subcommands = {
            UpVerb.class,
            DownVerb.class,
            RestartVerb.class,
            StatusVerb.class,
            MembersVerb.class,
            RoutesVerb.class,
            ExplainVerb.class,
            EventsVerb.class,
            ConfigVerb.class,
            DrainVerb.class,
            UndrainVerb.class,
            MaintenanceVerb.class,
            ReadmitVerb.class,
            ForgetVerb.class,
            LeaderVerb.class,
            VotersVerb.class,
            DoctorVerb.class,
            DiagnoseVerb.class,
            OutputVerb.class,
            KillVerb.class,
            PauseVerb.class,
            ResumeVerb.class,
            PartitionVerb.class,
            LossVerb.class,
            HealVerb.class,
            CleanVerb.class,
            DemoVerb.class,
            SimVerb.class,
            BenchVerb.class,
            FaultsVerb.class,
            HelpCommand.class
        },
        footer = {"", "Exit code: 0 fine, 1 error, 2 degraded or short of a goal."})
public final class Verbs implements Runnable {

    static final String VERSION = "0.1.0";

    @Spec
    private @Nullable CommandSpec spec;

    /** Without a verb: what there is. */
    @Override
    public void run() {
        var known = spec;
        if (known != null) {
            known.commandLine().usage(System.out);
        }
    }
}
