package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.protocol.membership.MemberStatus;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Simulator;
import io.bellwether.simulation.scenarios.PauseTrial.Kind;
import io.bellwether.simulation.scenarios.PauseTrial.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PausesScenarioTest {

    private static final int NODES = 6;

    @ParameterizedTest
    @EnumSource(Role.class)
    void nobodyIsJudgedForAPauseOfTwoSeconds(Role role) {
        for (long seed = 1; seed <= 5; seed++) {
            for (boolean blocked : new boolean[] {true, false}) {
                Outcome outcome = new PauseTrial(Kind.SHORT, NODES, role, blocked, 2, seed).run(null);

                assertThat(outcome.changes()).as("%s", outcome).isZero();
                assertThat(outcome.broken()).as("%s", outcome).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void leadershipMovesForALeaderThatIsSilentForTheElectionTimeoutAndForNobodyElse(Role role) {
        Outcome brief = new PauseTrial(Kind.SHORT, NODES, role, false, 0.9, 1).run(null);
        Outcome late = new PauseTrial(Kind.SHORT, NODES, role, false, 2.2, 1).run(null);

        assertThat(brief.leaderChanges()).isZero();
        assertThat(late.leaderChanges()).isEqualTo(role == Role.LEADER ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPauseOfTenSecondsIsUnreachableAndBackAsTheSameIncarnation(Role role) {
        Outcome outcome = new PauseTrial(Kind.TEN, NODES, role, true, 10, 3).run(null);

        assertThat(outcome.cameBack()).as("%s", outcome).isTrue();
        assertThat(outcome.cameAnew()).isFalse();
        assertThat(outcome.others()).isZero();
        assertThat(outcome.backSeconds()).isBetween(2.0, 5.0);
        assertThat(outcome.broken()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aPauseOfThirtySecondsIsRemovedAndBackByItselfAsANewIncarnation(Role role) {
        Outcome outcome = new PauseTrial(Kind.THIRTY, NODES, role, false, 30, 4).run(null);

        assertThat(outcome.cameAnew()).as("%s", outcome).isTrue();
        assertThat(outcome.path()).startsWith(MemberStatus.UNREACHABLE, MemberStatus.REMOVED);
        assertThat(outcome.others()).isZero();
        assertThat(outcome.broken()).isEmpty();
    }

    @Test
    void thePhiPeerHoldsAPausedProcessForDead() {
        var peer = new PauseTrial(Kind.TEN, NODES, Role.SERVICE, false, 10, 1).runPeer(Peer.PHI);

        assertThat(peer.pausedHeldForDead()).isEqualTo(1);
    }

    @Test
    void theCommandReachesItsGoals() {
        var out = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        var simulator = new Simulator(
                List.of(PausesScenario.scenario()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(errors, true, StandardCharsets.UTF_8),
                false);

        int code = simulator.run(List.of("pauses", "--nodes", "6", "--repeat", "2"));

        assertThat(code).as(out.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("lifeguard", "phi", "promises broken");
        assertThat(simulator.run(List.of("pauses", "--nodes", "6,two"))).isEqualTo(1);
        assertThat(simulator.run(List.of("pauses", "--nodes", "2"))).isEqualTo(1);
    }
}
