package io.bellwether.cli.command;

import picocli.CommandLine.Command;

/** Runs the simulator. */
@Command(
        name = "sim",
        description = {
            "Runs the protocol in virtual time and says what it has shown.",
            "./bellwether sim --help lists the scenarios, ./bellwether sim SCENARIO --help its options.",
            "Such as: crash --nodes 100 -o json."
        })
final class SimVerb extends HandoverVerb {

    SimVerb() {
        super("simulator", "cluster-simulation/target/cluster-simulation.jar");
    }
}
