package io.bellwether.simulation;

import io.bellwether.simulation.scenario.PingScenario;
import io.bellwether.simulation.scenario.Scenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
final class Scenarios {

    static final List<Scenario> ALL = List.of(PingScenario.scenario());

    private Scenarios() {}
}
