package io.bellwether.benchmarks;

import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.time.Duration;
import java.util.List;

/** How fast the simulator is: real time for a run of our cluster in virtual time, on one core. */
final class SimulatorSpeed {

    private static final int COORDINATORS = 3;

    /** 1000 nodes for 300 virtual seconds in at most 60 s, and in proportion for less. */
    private static final double REAL_PER_VIRTUAL_AND_NODE = 60.0 / 300 / 1000;

    private SimulatorSpeed() {}

    static Scenario scenario() {
        return Scenario.of(
                "sim",
                "The simulator: real time for 1000 nodes and 300 virtual seconds, on one core.",
                List.of(Option.nodes(1000, COORDINATORS, 10_000), Option.seconds(300, 1)),
                SimulatorSpeed::run);
    }

    private static Result run(Session session) {
        int nodes = session.settings().nodes();
        long seconds = session.settings().seconds();
        double real = session.oneByOne("bench sim", 1, run -> {
                    long started = System.nanoTime();
                    var cluster = new Cluster(
                            ClusterSpec.of(nodes, COORDINATORS),
                            session.settings().seed());
                    cluster.world().runFor(Duration.ofSeconds(seconds));
                    return (System.nanoTime() - started) / 1e9;
                })
                .getFirst();
        return new Result(
                "bench sim",
                session.settings().seed(),
                List.of(
                        Row.of(Row.US, "nodes", "", nodes),
                        Row.of(Row.US, "virtual time", "s", (double) seconds),
                        Row.ours("real time", "s", real, Goal.atMost(REAL_PER_VIRTUAL_AND_NODE * seconds * nodes))));
    }
}
