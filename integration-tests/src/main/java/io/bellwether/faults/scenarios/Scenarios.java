package io.bellwether.faults.scenarios;

import io.bellwether.faults.agreement.AgreementScenarios;
import io.bellwether.simulation.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** All that can be run by name, in the order in which the help lists it. */
public final class Scenarios {

    public static final List<Scenario> ALL = Stream.of(
                    List.of(CrashScenario.scenario(), PauseScenario.scenario(), LeaderScenario.scenario()),
                    AgreementScenarios.ALL)
            .flatMap(List::stream)
            .toList();

    private Scenarios() {}
}
