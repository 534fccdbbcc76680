package io.bellwether.simulation.scenarios.small;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.scenario.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmallScenarioTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int run(String... words) {
        PrintStream standard = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream told = new PrintStream(errors, true, StandardCharsets.UTF_8);
        return new Simulator(List.of(SmallScenario.scenario()), standard, told, false).run(List.of(words));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aSampleOfAllCasesReachesEveryGoal() {
        int code = run("small", "--sample", "701");

        assertThat(errors.toString(StandardCharsets.UTF_8)).doesNotContain("fails");
        assertThat(code).as(out()).isZero();
        assertThat(out())
                .contains("crashes: cases", "links: cases", "splits: cases", "services: cases", "bridges: cases");
    }

    @Test
    void casesThatCannotBeDecidedAreListedByName() {
        assertThat(run("small", "--part", "splits", "--nodes-max", "3")).isZero();
        assertThat(out())
                .contains("two members", "splits:n2:c1:z1:0/1")
                .contains("the sole coordinator reaches nobody", "splits:n3:c1:z3:0/1,2");
    }

    @Test
    void aCaseIsReplayedByItsNameAndExplained() {
        assertThat(run("small", "--case", "crashes:n3:c1:z1:dead=2", "--trace")).isZero();
        assertThat(out()).contains("crash", "cases in all").doesNotContain("links: cases");
    }

    @Test
    void anUnknownPartOrCaseIsRefusedWithTheWordsThatWork() {
        assertThat(run("small", "--part", "floods")).isEqualTo(1);
        assertThat(run("small", "--case", "crashes:n99")).isEqualTo(1);
        assertThat(errors.toString(StandardCharsets.UTF_8))
                .contains("crashes links splits three-way bridges services", "no case is called 'crashes:n99'");
    }
}
