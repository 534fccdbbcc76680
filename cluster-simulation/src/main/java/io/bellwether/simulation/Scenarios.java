package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenarios.ChurnStormScenario;
import io.bellwether.simulation.scenarios.ExploreScenario;
import io.bellwether.simulation.scenarios.FlipFlopScenario;
import io.bellwether.simulation.scenarios.PausesScenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            FlipFlopScenario.scenario(),
            PausesScenario.scenario(),
            ChurnStormScenario.scenario(),
            ExploreScenario.scenario(),
            PingScenario.scenario());

    private Scenarios() {}
}
