package io.bellwether.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the simulator as a process of its own. Every word goes to it unread: it knows its scenarios and their options,
 * and a second list here could only drift from that.
 */
@Command(
        name = "sim",
        description = {
            "Runs the protocol in virtual time and says what it has shown.",
            "./bellwether sim --help lists the scenarios, ./bellwether sim SCENARIO --help its options."
        })
final class SimVerb implements Callable<Integer> {

    @Parameters(paramLabel = "SCENARIO [options]", arity = "0..*", description = "Such as: crash --nodes 100 -o json.")
    private List<String> words = List.of();

    @Spec
    void spec(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        return Handover.run("simulator", "cluster-simulation/target/cluster-simulation.jar", words);
    }
}
