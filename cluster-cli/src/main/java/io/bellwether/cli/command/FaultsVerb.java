package io.bellwether.cli.command;

import picocli.CommandLine.Command;

/** Breaks clusters of real processes. */
@Command(
        name = "faults",
        description = {
            "Starts real clusters on this machine, breaks them, and says what they have shown.",
            "./bellwether faults --help lists the scenarios, ./bellwether faults SCENARIO --help their options.",
            "Such as: crash --repeat 20 --profile fast -o json."
        })
final class FaultsVerb extends HandoverVerb {

    FaultsVerb() {
        super("fault harness", "integration-tests/target/integration-tests.jar");
    }
}
