package io.bellwether.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks clusters of real processes, as a process of its own in the manner of {@link SimVerb}: every word goes to it unread. */
@Command(
        name = "faults",
        description = {
            "Starts real clusters on this machine, breaks them, and says what they have shown.",
            "./bellwether faults --help lists the scenarios, ./bellwether faults SCENARIO --help their options."
        })
final class FaultsVerb implements Callable<Integer> {

    @Parameters(
            paramLabel = "SCENARIO [options]",
            arity = "0..*",
            description = "Such as: crash --repeat 20 --profile fast -o json.")
    private List<String> words = List.of();

    @Spec
    void spec(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        return Handover.run("fault harness", "integration-tests/target/integration-tests.jar", words);
    }
}
