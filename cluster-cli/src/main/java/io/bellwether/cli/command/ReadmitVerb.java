package io.bellwether.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a member that came and went too often in again and clears its points. */
@Command(
        name = "readmit",
        description = "Lets a member that came and went too often in again and clears its points.",
        mixinStandardHelpOptions = true)
final class ReadmitVerb extends OrderVerb {

    @Mixin
    private final Reason reason = new Reason();

    @Override
    public Integer call() {
        return order("POST", "readmit", reason.body());
    }
}
