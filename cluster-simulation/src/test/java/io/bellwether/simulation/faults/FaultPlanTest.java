package io.bellwether.simulation.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FaultPlanTest {

    @Test
    void whatIsPrintedIsReadBackAsTheSame() {
        var seen = EnumSet.noneOf(FaultKind.class);
        for (long seed = 0; seed < 300; seed++) {
            var plan = plans().draw(new SplittableRandom(seed));
            plan.faults().forEach(planned -> seen.add(planned.fault().kind()));
            assertThat(FaultPlan.parse(plan.toString())).as("seed %d", seed).isEqualTo(plan);
        }
        assertThat(seen).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void aDrawnPlanBeginsAndEndsWithinItsSpanAndNamesMachinesThatExist() {
        for (long seed = 0; seed < 300; seed++) {
            var plan = plans().draw(new SplittableRandom(seed));
            plan.requireMachines(5);
            assertThat(plan.quietAfter()).as("seed %d", seed).isLessThanOrEqualTo(Duration.ofSeconds(90));
            assertThat(plan.faults())
                    .hasSizeLessThanOrEqualTo(12)
                    .allMatch(planned -> planned.at().compareTo(Duration.ofSeconds(10)) >= 0);
        }
    }

    @Test
    void aKindWithoutWeightIsNotDrawn() {
        var plans = plans().weight(FaultKind.CRASH, 0);
        for (long seed = 0; seed < 100; seed++) {
            assertThat(plans.draw(new SplittableRandom(seed)).toString()).doesNotContain("crash");
        }
    }

    @Test
    void aPlanIsSortedByTimeAndKnowsWhenItIsQuiet() {
        var plan = FaultPlan.parse("20s block 2 for 5s; 3.5s crash 1\n");
        assertThat(plan).hasToString("3.5s crash 1; 20s block 2 for 5s");
        assertThat(plan.quietAfter()).isEqualTo(Duration.ofSeconds(25));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            1s explode 3; no fault is called 'explode'
            1 crash 3; '1' is not a time such as 1.5s
            1s crash; it ends where a machine should be
            1s crash x; 'x' is not the number of a machine
            1s loss lots; 'lots' is not a share from 0 to 1
            1s loss 2; a share must be from 0 to 1, got 2.0
            1s crash 3 until 5s; after the fault comes 'for' and a time
            1s crash 3 for 5s now; nothing may follow, got 'now'
            -1s crash 3; cannot begin or last for less than 0 s
            """)
    void whatCannotBeReadIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> FaultPlan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason.strip());
    }

    @Test
    void aMachineThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> FaultPlan.parse("1s split 0,1|7").requireMachines(3))
                .hasMessage("'1s split 0,1|7' names machine 7, but machines are 0 to 2");
    }

    @Test
    void shrinkingLeavesExactlyWhatIsNeeded() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            int size = random.nextInt(2, 60);
            int one = random.nextInt(size);
            int other = random.nextInt(size);
            var found = Shrink.list(
                    IntStream.range(0, size).boxed().toList(),
                    10_000,
                    numbers -> numbers.contains(one) && numbers.contains(other));
            assertThat(found)
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(
                            IntStream.of(one, other).sorted().distinct().boxed().toList());
        }
    }

    @Test
    void whatWasNeededOnlyForSomethingSinceLeftOutIsLeftOutToo() {
        var found = Shrink.list(
                List.of(0, 1, 5), 100, numbers -> numbers.contains(5) && (!numbers.contains(1) || numbers.contains(0)));
        assertThat(found).containsExactly(5);
    }

    @Test
    void shrinkingAPlanStopsWhenItsTriesAreUsedUpWithAPlanThatStillFails() {
        var plan = FaultPlan.parse("1s crash 0; 2s crash 1; 3s crash 2; 4s crash 3");
        var shrunk = Shrink.plan(plan, 1, tried -> tried.toString().contains("crash 3"));
        assertThat(shrunk).hasToString("3s crash 2; 4s crash 3");
        assertThat(Shrink.plan(plan, 100, tried -> tried.toString().contains("crash 3")))
                .hasToString("4s crash 3");
    }

    private static RandomPlans plans() {
        return new RandomPlans(5, Duration.ofSeconds(10), Duration.ofSeconds(90), 12);
    }
}
