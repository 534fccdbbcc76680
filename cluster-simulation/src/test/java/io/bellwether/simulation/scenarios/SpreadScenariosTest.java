package io.bellwether.simulation.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.bellwether.simulation.report.Json;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bandwidth, convergence and bootstrap at a size that runs in a moment. */
final class SpreadScenariosTest {

    @Test
    void anUpdateAndAChangeReachTenNodesInTwoSecondsWhateverIsLost() {
        Result result = run(ConvergenceScenario.scenario(), "--nodes", "10", "--fanout", "3", "--repeat", "1");
        assertThat(result.pass()).as(Json.of(result)).isTrue();
        assertThat(result.goals()).isEqualTo(10);
        assertThat(value(result, "N=10, fanout 3, loss 0 %: hops of an update, most"))
                .isBetween(2.0, 9.0);
        assertThat(value(result, "N=10, fanout 3, loss 20 %: update at all nodes, longest"))
                .isGreaterThan(0.01);
    }

    @Test
    void aClusterThatStartsAtOnceBecomesWholeAndAccusesNobody() {
        Result result = run(BootstrapScenario.scenario(), "--nodes", "20", "--repeat", "1");
        assertThat(result.pass()).as(Json.of(result)).isTrue();
        assertThat(value(result, "N=20: epochs until then")).isEqualTo(20);
        assertThat(value(result, "N=20, coordinators 10 s late: all HEALTHY in one view, longest"))
                .isGreaterThan(10);
    }

    @Test
    void aStartThatIsCutShortIsToldAsNotWhole() {
        Result result =
                run(BootstrapScenario.scenario(), "--nodes", "5", "--repeat", "2", "--late", "0", "--seconds", "2");
        assertThat(value(result, "N=5: runs that did not become whole")).isEqualTo(2);
        assertThat(result.pass()).isFalse();
    }

    @Test
    void whatAMemberSendsStaysSmallEvenWithACrashEveryThreeSecondsAndIsTheSumOfItsKinds() {
        Result result = run(BandwidthScenario.scenario(), "--nodes", "200", "--seconds", "90", "--ours");
        double kinds = result.rows().stream()
                .filter(row ->
                        row.metric().startsWith("N=200: ") && row.metric().endsWith(" by a member"))
                .mapToDouble(Row::value)
                .sum();
        double all = value(result, "N=200: sent by a member, mean");
        assertThat(all).isBetween(700.0, 1200.0);
        assertThat(kinds).isCloseTo(all, offset(0.01));
        assertThat(value(result, "promises broken")).isZero();
    }

    private static double value(Result result, String metric) {
        return result.rows().stream()
                .filter(row -> row.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row '%s' in %s".formatted(metric, Json.of(result))))
                .value();
    }

    private static Result run(Scenario scenario, String... words) {
        var sink = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        var session = new Session(scenario, Settings.parse(scenario, List.of(words)), sink, sink, false);
        return scenario.runner().run(session);
    }
}
