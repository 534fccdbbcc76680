package io.bellwether.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The helper that other tests trust. */
final class SeedsTest {

    @BeforeEach
    void noReplayIsAskedFor() {
        assumeTrue(System.getProperty("seed") == null);
    }

    @Test
    void sizesGrowFromOneToTheLargestAndEveryRunDrawsOtherNumbers() {
        var sizes = new ArrayList<Integer>();
        var drawn = new ArrayList<Long>();
        Seeds.forAll(250, (random, size) -> {
            sizes.add(size);
            drawn.add(random.nextLong());
        });
        assertThat(sizes).hasSize(250).isSorted().startsWith(1).endsWith(Seeds.SIZE_MAX);
        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void aFailureNamesTheCaseAndTheCaseReplays() {
        var drawn = new ArrayList<Long>();
        Seeds.Property failsAtSeventy = (random, size) -> {
            drawn.add(random.nextLong());
            assertThat(size).isLessThan(70);
        };
        assertThatThrownBy(() -> Seeds.forAll(100, failsAtSeventy))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("less than")
                .hasMessageEndingWith("replay with -Dseed=70 -Dsize=70")
                .hasCauseInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> Seeds.check(70, 70, failsAtSeventy)).isInstanceOf(AssertionError.class);
        assertThat(drawn.get(70)).isEqualTo(drawn.get(69));
    }

    @Test
    void anExceptionNamesTheCaseToo() {
        assertThatThrownBy(() -> Seeds.forAll(3, (random, size) -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessageStartingWith("broken")
                .hasMessageEndingWith("replay with -Dseed=1 -Dsize=33");
    }
}
