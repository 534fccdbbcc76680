package io.bellwether.simulation.scenarios.small;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.simulation.scenarios.small.Trouble.Deaths;
import io.bellwether.simulation.scenarios.small.Trouble.IllLink;
import io.bellwether.simulation.scenarios.small.Trouble.Illness;
import io.bellwether.simulation.scenarios.small.Trouble.Split;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One run at a time, and what is found when the oracle is told of other trouble than there is. */
final class SmallRunTest {

    private static final Trouble NOTHING = new Deaths(List.of());
    private static final Trouble SERVICE_DIES = new Deaths(List.of(4));

    private static SmallCase with(int nodes, int coordinators, Trouble trouble) {
        return new SmallCase(Part.CRASHES, 0, nodes, coordinators, 1, trouble);
    }

    private static Finding run(SmallCase tried) {
        return new SmallRun(tried, tried.oracle(), 1, null).run();
    }

    private static Finding runAsIf(SmallCase tried, Trouble expected) {
        return new SmallRun(
                        tried,
                        with(tried.nodes(), tried.coordinators(), expected).oracle(),
                        1,
                        null)
                .run();
    }

    @Test
    void aCrashIsFoundAndRemovedAndNobodyElseIsTouched() {
        Finding finding = run(with(5, 3, SERVICE_DIES));

        assertThat(finding.problems()).isEmpty();
        assertThat(finding.unreachableNanos()).isBetween(2_000_000_000L, 6_000_000_000L);
        assertThat(finding.removedNanos()).isBetween(14_000_000_000L, 17_000_000_000L);
        assertThat(finding.electionNanos()).isNegative();
    }

    @Test
    void oneOfTheThreeCoordinatorsLeadsAndItsDeathCostsAnElection() {
        long elections = IntStream.range(0, 3)
                .mapToObj(coordinator -> run(with(3, 3, new Deaths(List.of(coordinator)))))
                .peek(finding -> assertThat(finding.problems()).isEmpty())
                .filter(finding -> finding.electionNanos() > 0)
                .count();

        assertThat(elections).isOne();
    }

    @Test
    void aSplitIsHeldThroughAChangeOfLeaderAndHealed() {
        Finding finding = run(with(5, 3, new Split("", List.of(List.of(0, 1, 3), List.of(2, 4)))));

        assertThat(finding.problems()).isEmpty();
        assertThat(finding.healedNanos()).isPositive();
        assertThat(finding.removedNanos()).isPositive();
    }

    @Test
    void aSoleSurvivorFindsAllOthersLostAlthoughItDoubtsItself() {
        Finding finding = run(with(5, 1, new Deaths(List.of(1, 2, 3, 4))));

        assertThat(finding.problems()).isEmpty();
        assertThat(finding.protectedFromRemoval()).isTrue();
        assertThat(finding.unreachableNanos()).isBetween(4_500_000_000L, 6_000_000_000L);
    }

    @Test
    void theSameCaseGoesTheSameWay() {
        SmallCase tried = with(4, 3, new IllLink(Illness.LOSSY, 0, 1));

        assertThat(run(tried).hash()).isEqualTo(run(tried).hash());
    }

    @Test
    void anAccusationThatMustNotBeIsAProblem() {
        Finding finding = runAsIf(with(5, 3, SERVICE_DIES), NOTHING);

        assertThat(finding.accusations()).isPositive();
        assertThat(finding.problems()).anyMatch(problem -> problem.contains("is UNREACHABLE at"));
    }

    @Test
    void aLossThatDoesNotComeIsAProblem() {
        Finding finding = runAsIf(with(5, 3, NOTHING), SERVICE_DIES);

        assertThat(finding.problems())
                .anyMatch(problem -> problem.contains("never knows that machine 4 is lost"))
                .contains("machine 4 is never removed");
    }

    @Test
    void aRemovalThatProtectionMustStopIsAProblemAndSoIsItsSilence() {
        Finding finding = runAsIf(with(5, 1, SERVICE_DIES), new Deaths(List.of(2, 3, 4)));

        assertThat(finding.problems())
                .anyMatch(problem -> problem.contains("is REMOVED at"))
                .anyMatch(problem -> problem.startsWith("no protection although"));
    }

    @Test
    void aSuccessorThatIsNotNeededIsAProblemAndSoIsOneThatDoesNotCome() {
        List<Finding> needless = IntStream.range(0, 3)
                .mapToObj(coordinator -> runAsIf(with(3, 3, new Deaths(List.of(coordinator))), NOTHING))
                .toList();
        List<Finding> missing = IntStream.range(0, 3)
                .mapToObj(coordinator -> runAsIf(with(3, 3, NOTHING), new Deaths(List.of(coordinator))))
                .toList();

        assertThat(needless.stream().filter(finding -> finding.leaderChanges() > 0))
                .hasSize(1);
        assertThat(missing.stream()
                        .filter(finding -> finding.problems().stream()
                                .anyMatch(problem -> problem.startsWith("nobody succeeds leader"))))
                .hasSize(1);
    }
}
