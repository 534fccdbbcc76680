package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Strikes a name off the books, member or not, with its points and orders. Asks first. */
@Command(
        name = "forget",
        description = "Strikes a name off the books, member or not, with its points and orders. Asks first.",
        mixinStandardHelpOptions = true)
final class ForgetVerb extends OrderVerb {

    @Mixin
    private final Reason reason = new Reason();

    @Mixin
    private final Consent consent = new Consent();

    @Override
    public Integer call() {
        var terminal = Terminal.standard();
        if (!consent.to("Forget %s, with its points and orders?".formatted(node()), terminal)) {
            terminal.out().println("Nothing was changed.");
            return ExitCode.ERROR;
        }
        return order("POST", "forget", reason.body());
    }
}
