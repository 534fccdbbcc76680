package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenarios.BandwidthScenario;
import io.bellwether.simulation.scenarios.BootstrapScenario;
import io.bellwether.simulation.scenarios.ChurnStormScenario;
import io.bellwether.simulation.scenarios.ConvergenceScenario;
import io.bellwether.simulation.scenarios.CrashScenario;
import io.bellwether.simulation.scenarios.ExploreScenario;
import io.bellwether.simulation.scenarios.FlipFlopScenario;
import io.bellwether.simulation.scenarios.PausesScenario;
import io.bellwether.simulation.scenarios.PhiScenario;
import io.bellwether.simulation.scenarios.RapidCrashScenario;
import io.bellwether.simulation.scenarios.links.Loss20Scenario;
import io.bellwether.simulation.scenarios.links.Loss80Scenario;
import io.bellwether.simulation.scenarios.links.OneLinkScenario;
import io.bellwether.simulation.scenarios.links.PartitionScenario;
import io.bellwether.simulation.scenarios.small.SmallScenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            SmallScenario.scenario(),
            CrashScenario.scenario(),
            RapidCrashScenario.scenario(),
            FlipFlopScenario.scenario(),
            Loss80Scenario.scenario(),
            Loss20Scenario.scenario(),
            OneLinkScenario.scenario(),
            PausesScenario.scenario(),
            PartitionScenario.scenario(),
            BootstrapScenario.scenario(),
            BandwidthScenario.scenario(),
            ConvergenceScenario.scenario(),
            PhiScenario.scenario(),
            ChurnStormScenario.scenario(),
            ExploreScenario.scenario(),
            PingScenario.scenario());

    private Scenarios() {}
}
