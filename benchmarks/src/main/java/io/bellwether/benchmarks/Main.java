package io.bellwether.benchmarks;

import io.bellwether.benchmarks.fleet.FleetBenchmark;
import io.bellwether.benchmarks.fleet.WritesBenchmark;
import io.bellwether.benchmarks.gateway.GatewayBenchmark;
import io.bellwether.benchmarks.routing.OutageBenchmark;
import io.bellwether.benchmarks.routing.RoutingBenchmark;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Simulator;
import java.util.ArrayList;
import java.util.List;

/** The entry point of the benchmarks' own process: the command line of the simulator over other things to run. */
public final class Main {

    private static final List<Scenario> ALL = List.of(
            JmhRun.all(),
            JmhRun.step(),
            FleetBenchmark.scenario(ReceiveBenchmark::perSecond),
            WritesBenchmark.scenario(),
            RoutingBenchmark.scenario(),
            OutageBenchmark.scenario(),
            GatewayBenchmark.scenario(),
            CodecFuzz.scenario(),
            SimulatorSpeed.scenario());

    private Main() {}

    public static void main(String[] words) {
        boolean live = Boolean.getBoolean("bellwether.progress");
        String description = "Measures how fast the parts are, and fuzzes the codec.";
        var commandLine = new Simulator("bench", description, ALL, System.out, System.err, live);
        System.exit(commandLine.run(withNamedPattern(words)));
    }

    /** {@code jmh Phi} stands for {@code jmh --pattern Phi}. */
    private static List<String> withNamedPattern(String[] words) {
        List<String> named = new ArrayList<>(List.of(words));
        if (words.length > 1 && words[0].equals(JmhRun.NAME) && !words[1].startsWith("-")) {
            named.add(1, "--" + JmhRun.PATTERN);
        }
        return named;
    }
}
