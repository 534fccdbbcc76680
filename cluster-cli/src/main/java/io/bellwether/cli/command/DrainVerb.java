package io.bellwether.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes traffic away from a member; its state says so and its process goes on. */
@Command(
        name = "drain",
        description = "Takes traffic away from a member; its state says so and its process goes on.",
        mixinStandardHelpOptions = true)
final class DrainVerb extends OrderVerb {

    @Mixin
    private final Term term = new Term();

    @Override
    public Integer call() {
        return order("POST", "drain", term.body());
    }
}
