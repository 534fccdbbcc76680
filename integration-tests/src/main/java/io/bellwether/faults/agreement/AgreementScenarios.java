package io.bellwether.faults.agreement;

import io.bellwether.simulation.scenario.Scenario;
import java.util.List;

/** What can be done to the agreed log, by name. */
public final class AgreementScenarios {

    public static final List<Scenario> ALL = List.of(
            KillAll.scenario(),
            RestartAll.scenario(),
            DamageOne.scenario(),
            StoppedLeader.scenario(),
            QuietTime.scenario());

    private AgreementScenarios() {}
}
