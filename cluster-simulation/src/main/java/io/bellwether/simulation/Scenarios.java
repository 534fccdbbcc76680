package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenarios.ExploreScenario;
import io.bellwether.simulation.scenarios.links.Loss20Scenario;
import io.bellwether.simulation.scenarios.links.Loss80Scenario;
import io.bellwether.simulation.scenarios.links.OneLinkScenario;
import io.bellwether.simulation.scenarios.links.PartitionScenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            ExploreScenario.scenario(),
            Loss80Scenario.scenario(),
            OneLinkScenario.scenario(),
            PartitionScenario.scenario(),
            Loss20Scenario.scenario(),
            PingScenario.scenario());

    private Scenarios() {}
}
