package io.bellwether.faults.scenarios;

import io.bellwether.faults.agreement.AgreementScenarios;
import io.bellwether.simulation.scenario.Scenario;
import java.util.List;

/** All that can be run by name, in the order in which the help lists it. */
public final class Scenarios {

    public static final List<Scenario> ALL = AgreementScenarios.ALL;

    private Scenarios() {}
}
