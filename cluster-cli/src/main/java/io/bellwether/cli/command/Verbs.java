package io.bellwether.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

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
            LogsVerb.class,
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
public final class Verbs extends VerbGroup {

    static final String VERSION = "0.1.0";
}
