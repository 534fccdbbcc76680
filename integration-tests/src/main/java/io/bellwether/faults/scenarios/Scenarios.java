package io.bellwether.faults.scenarios;

import io.bellwether.faults.network.NetworkScenarios;
import io.bellwether.simulation.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** All that can be run by name, in the order in which the help lists it. */
public final class Scenarios {

    public static final List<Scenario> ALL = Stream.concat(
                    Stream.of(CrashScenario.scenario(), PauseScenario.scenario(), LeaderScenario.scenario()),
                    NetworkScenarios.ALL.stream())
            .toList();

    private Scenarios() {}
}
