package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenarios.BandwidthScenario;
import io.bellwether.simulation.scenarios.BootstrapScenario;
import io.bellwether.simulation.scenarios.ConvergenceScenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            BandwidthScenario.scenario(),
            BootstrapScenario.scenario(),
            ConvergenceScenario.scenario(),
            PingScenario.scenario());

    private Scenarios() {}
}
