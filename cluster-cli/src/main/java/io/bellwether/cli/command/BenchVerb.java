package io.bellwether.cli.command;

import picocli.CommandLine.Command;

/** Runs the benchmarks. */
@Command(
        name = "bench",
        description = {
            "Measures how fast the parts are, and fuzzes the codec.",
            "./bellwether bench --help lists the benchmarks, ./bellwether bench BENCHMARK --help their options.",
            "Such as: fuzz --count 1000000 -o json."
        })
final class BenchVerb extends HandoverVerb {

    BenchVerb() {
        super("benchmark runner", "benchmarks/target/benchmarks.jar");
    }
}
