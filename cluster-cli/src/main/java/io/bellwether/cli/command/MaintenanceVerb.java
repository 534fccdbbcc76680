package io.bellwether.cli.command;

import io.bellwether.devservices.home.StartProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a member out of judgement while somebody works on it: no verdict about it, no traffic to it. */
@Command(
        name = "maintenance",
        description =
                "Takes a member out of judgement while somebody works on it: no verdict about it, no traffic to it.",
        mixinStandardHelpOptions = true)
final class MaintenanceVerb extends OrderVerb {

    @Mixin
    private final Term term = new Term();

    @Option(names = "--end", description = "Ends it now.")
    private boolean end;

    @Override
    public Integer call() {
        if (end && term.isGiven()) {
            throw new StartProblem("--end ends a maintenance and takes neither --reason nor --ttl");
        }
        return end ? order("DELETE", "maintenance", null) : order("PUT", "maintenance", term.body());
    }
}
