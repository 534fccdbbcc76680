package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenarios.CrashScenario;
import io.bellwether.simulation.scenarios.ExploreScenario;
import io.bellwether.simulation.scenarios.PhiScenario;
import io.bellwether.simulation.scenarios.RapidCrashScenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(
            ExploreScenario.scenario(),
            CrashScenario.scenario(),
            RapidCrashScenario.scenario(),
            PhiScenario.scenario(),
            PingScenario.scenario());

    private Scenarios() {}
}
