package io.bellwether.cli.command;

import picocli.CommandLine.Command;

/** Gives a drained member its traffic back. */
@Command(name = "undrain", description = "Gives a drained member its traffic back.", mixinStandardHelpOptions = true)
final class UndrainVerb extends OrderVerb {

    @Override
    public Integer call() {
        return order("POST", "undrain", null);
    }
}
