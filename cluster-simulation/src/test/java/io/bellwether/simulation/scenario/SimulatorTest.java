package io.bellwether.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulatorTest {

    private static final Scenario SHORT = Scenario.of(
            "short",
            "Never reaches its goal.",
            List.of(Option.nodes(3, 1, 10)),
            session -> new Result(
                    "short",
                    session.settings().seed(),
                    List.of(Row.ours("nodes", "", session.settings().nodes(), Goal.atLeast(11)))));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void theHelpListsTheScenariosButNotTheHiddenOnes() {
        assertThat(run()).isZero();
        assertThat(out()).contains("short", "Never reaches its goal.").doesNotContain("ping");
    }

    @Test
    void theHelpOfAScenarioListsItsOptionsWithTheirDefaults() {
        assertThat(run("short", "--help")).isZero();
        assertThat(out()).contains("--nodes N", "(default: 3)", "--seed N", "--threads N");
    }

    @Test
    void aLiveScenarioHasTheMachineToItselfAndPromisesNoReplay() {
        var live = Scenario.live("live", "On real processes.", List.of(), SHORT.runner());

        assertThat(live.help("faults"))
                .contains("--seed N", "--output", "--help")
                .doesNotContain("--threads", "replays");
    }

    @Test
    void aGoalThatIsNotReachedIsExitCodeTwo() {
        assertThat(run("short", "--nodes=5")).isEqualTo(2);
        assertThat(out()).contains("NOT reached");
    }

    @Test
    void aWrongWordIsExitCodeOneAndTold() {
        assertThat(run("long")).isEqualTo(1);
        assertThat(run("short", "--sedes", "1")).isEqualTo(1);
        assertThat(run("short", "--nodes", "eleven")).isEqualTo(1);
        assertThat(run("short", "--nodes", "11")).isEqualTo(1);
        assertThat(run("short", "--nodes")).isEqualTo(1);
        assertThat(run("short", "-o", "yaml")).isEqualTo(1);
        assertThat(run("short", "--help=yes")).isEqualTo(1);
        assertThat(run("short", "surplus")).isEqualTo(1);
        assertThat(errors())
                .contains(
                        "There is no scenario 'long'; there are short.",
                        "There is no --sedes for 'short'; it takes --nodes --seed --threads --output --help.",
                        "--nodes takes a whole number, got 'eleven'",
                        "--nodes takes a number from 1 to 10, got 11",
                        "--nodes needs a value",
                        "--output takes table or json, got 'yaml'",
                        "--help takes no value",
                        "There is no surplus for 'short'");
        assertThat(out()).isEmpty();
    }

    @Test
    void whatComesOutDoesNotDependOnTheThreads() {
        assertThat(run("ping", "--threads", "1", "--repeat", "9", "-o", "json")).isZero();
        var alone = out();
        out.reset();
        assertThat(run("ping", "--threads", "4", "--repeat", "9", "-o", "json")).isZero();
        assertThat(out()).isEqualTo(alone).startsWith("{\"name\": \"ping\", \"seed\": 1");
    }

    @Test
    void runsComeBackInTheOrderOfTheirNumbers() {
        assertThat(Runs.inOrder(3, 5, number -> number)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void anotherSeedComesOutDifferently() {
        run("ping", "-o", "json", "--seed", "1");
        var one = out().replace("\"seed\": 1", "");
        out.reset();
        run("ping", "-o", "json", "--seed", "99");
        assertThat(out().replace("\"seed\": 99", "")).isNotEqualTo(one);
    }

    @Test
    void aTraceExplainsTheFirstRunBesideTheJson() {
        assertThat(run("ping", "--trace", "--seconds", "1", "--plan", "0.5s crash 1", "-o", "json"))
                .isZero();
        assertThat(errors().lines().filter(line -> line.contains("0.500000 s     1  crash")))
                .hasSize(1);
        assertThat(out()).startsWith("{").doesNotContain("crash");
    }

    @Test
    void aRunThatBreaksNamesItsSeed() {
        var broken = Scenario.of("broken", "Breaks.", List.of(), session -> {
            session.seeds(5, seed -> {
                if (seed == 3) {
                    throw new IllegalStateException("two contents for one epoch");
                }
                return seed;
            });
            return new Result("broken", 1, List.of());
        });
        var stream = new PrintStream(errors, true, StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new Simulator(List.of(broken), stream, stream, false).run(List.of("broken")))
                .hasMessageContaining("--seed 3 replays it")
                .hasMessageContaining("two contents for one epoch");
    }

    @Test
    void aPlanThatCannotBeReadIsTold() {
        assertThat(run("ping", "--plan", "1s crash 9")).isEqualTo(1);
        assertThat(errors()).contains("--plan: '1s crash 9' names machine 9, but machines are 0 to 1");
    }

    private int run(String... words) {
        return new Simulator(
                        List.of(SHORT, PingScenario.scenario()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false)
                .run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
