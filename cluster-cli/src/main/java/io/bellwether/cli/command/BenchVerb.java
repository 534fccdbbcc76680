package io.bellwether.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks as a process of its own, in the manner of {@link SimVerb}: every word goes to it unread. */
@Command(
        name = "bench",
        description = {
            "Measures how fast the parts are, and fuzzes the codec.",
            "./bellwether bench --help lists the benchmarks, ./bellwether bench BENCHMARK --help their options."
        })
final class BenchVerb implements Callable<Integer> {

    @Parameters(
            paramLabel = "BENCHMARK [options]",
            arity = "0..*",
            description = "Such as: fuzz --count 1000000 -o json.")
    private List<String> words = List.of();

    @Spec
    void spec(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        return Handover.run("benchmark runner", "benchmarks/target/benchmarks.jar", words);
    }
}
