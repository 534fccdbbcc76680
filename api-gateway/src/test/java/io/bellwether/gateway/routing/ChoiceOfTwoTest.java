package io.bellwether.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChoiceOfTwoTest {

    private static final int REQUESTS = 30_000;
    private static final Offset<Double> ABOUT = within(0.015);
    private static final long MILLIS = 1_000_000;

    private final ChoiceOfTwo choice = new ChoiceOfTwo(new Random(7));

    @Test
    void thoseThatAreAlikeGetTheSame() {
        assertThat(shares(List.of(idle("a", 98), idle("b", 96), idle("c", 94))))
                .allSatisfy((name, share) -> assertThat(share).isCloseTo(1 / 3.0, ABOUT));
    }

    @Test
    void halfTheHealthIsHalfTheChanceAgainstEachOther() {
        assertThat(shares(List.of(idle("a", 100), idle("b", 50))).get("b")).isCloseTo(1 / 3.0, ABOUT);
    }

    @Test
    void aTenthOfAHealthIsNoCliff() {
        assertThat(shares(List.of(idle("a", 91), idle("b", 90))).get("b")).isBetween(0.45, 0.5);
    }

    @Test
    void whoIsSlowGetsLittleAndYetSomething() {
        Load slow = new Load(0);
        slow.begin(0);
        slow.answered(0, 300 * MILLIS);
        Load quick = new Load(0);
        quick.begin(0);
        quick.answered(0, 10 * MILLIS);

        assertThat(shares(List.of(new Candidate<>("slow", 100, slow), new Candidate<>("quick", 100, quick)))
                        .get("slow"))
                .isBetween(0.01, 0.06);
    }

    @Test
    void whoHasMoreWaitingGetsLess() {
        Load busy = new Load(0);
        for (int i = 0; i < 4; i++) {
            busy.begin(300 * MILLIS);
        }

        assertThat(shares(List.of(new Candidate<>("busy", 100, busy), idle("idle", 100)))
                        .get("busy"))
                .isCloseTo(1 / 6.0, ABOUT);
    }

    @Test
    void whoHasNoHealthIsAskedOnlyWhereNobodyHasAny() {
        assertThat(shares(List.of(idle("a", 0), idle("b", 10), idle("c", 10)))).doesNotContainKey("a");
        assertThat(shares(List.of(idle("a", 0), idle("b", 0)))).containsKeys("a", "b");
    }

    @Test
    void whoseHealthIsUnknownIsTakenToBeLikeTheOthers() {
        assertThat(shares(List.of(idle("a", null), idle("b", 40), idle("c", 40)))
                        .get("a"))
                .isCloseTo(1 / 3.0, ABOUT);
        assertThat(shares(List.of(idle("a", null), idle("b", null))).get("a")).isCloseTo(0.5, ABOUT);
    }

    @Test
    void oneIsTakenAndNobodyIsNobody() {
        assertThat(choice.choose(List.of(idle("a", 0)), 0))
                .map(Candidate::instance)
                .hasValue("a");
        assertThat(choice.choose(List.<Candidate<String>>of(), 0)).isEmpty();
    }

    private static Candidate<String> idle(String name, @Nullable Integer score) {
        return new Candidate<>(name, score, new Load(0));
    }

    private Map<String, Double> shares(List<Candidate<String>> candidates) {
        Map<String, Double> shares = new TreeMap<>();
        for (int i = 0; i < REQUESTS; i++) {
            String chosen =
                    choice.choose(candidates, 300 * MILLIS).orElseThrow().instance();
            shares.merge(chosen, 1.0 / REQUESTS, Double::sum);
        }
        return shares;
    }
}
