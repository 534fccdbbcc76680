package io.bellwether.gateway.routing;

import static io.bellwether.gateway.routing.Fleet.SECOND;
import static io.bellwether.gateway.routing.Fleet.in;
import static io.bellwether.gateway.routing.Fleet.recovering;
import static io.bellwether.gateway.routing.Fleet.scored;
import static io.bellwether.gateway.routing.Fleet.suspected;
import static io.bellwether.gateway.routing.Fleet.unreachable;
import static io.bellwether.gateway.routing.Fleet.well;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.bellwether.gateway.routing.Choice.Why;
import io.bellwether.gateway.routing.Pool.Locality;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static final Offset<Double> ABOUT = within(0.03);
    private static final int MANY = 5_000;

    private final Fleet fleet = new Fleet(3);

    @Test
    void withoutInstancesNobodyIsChosen() {
        assertThat(fleet.pool.choose(List.of(), Locality.NONE, 0).why()).isEqualTo(Why.NO_INSTANCE);
    }

    @Test
    void whoIsSuspectedGetsNothingNew() {
        fleet.of(well("a"), well("b"), suspected("c"));

        assertThat(fleet.shares(MANY)).containsOnlyKeys("a", "b");
    }

    @Test
    void whoHasNoHealthGetsNothing() {
        fleet.of(well("a"), well("b"), scored("c", 0));

        assertThat(fleet.shares(MANY)).containsOnlyKeys("a", "b");
    }

    @Test
    void whoseHealthNobodyKnowsIsTakenToBeLikeTheOthers() {
        fleet.of(scored("a", null), scored("b", 40), scored("c", 40));

        assertThat(fleet.shares(MANY).getOrDefault("a", 0.0)).isCloseTo(1 / 3.0, ABOUT);
    }

    @Test
    void halfTheHealthIsHalfTheChanceAgainstEachOther() {
        fleet.of(scored("a", 100), scored("b", 50));

        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0)).isCloseTo(1 / 3.0, ABOUT);
    }

    @Test
    void whereLessThanHalfAreWellAllGetRequestsAndThatIsPanic() {
        fleet.of(well("a"), suspected("b"), suspected("c"));

        assertThat(fleet.shares(MANY)).containsOnlyKeys("a", "b", "c");
        assertThat(fleet.pool.isPanic(fleet.pool.backends(), fleet.now)).isTrue();
    }

    @Test
    void halfOfThemIsNoPanicYet() {
        fleet.of(well("a"), suspected("b"));

        assertThat(fleet.shares(MANY)).containsOnlyKeys("a");
    }

    @Test
    void whomAMajorityGaveUpIsAskedOnlyWhereNobodyElseIs() {
        fleet.of(suspected("a"), unreachable("b"), unreachable("c"));
        assertThat(fleet.shares(MANY)).containsOnlyKeys("a");

        fleet.of(unreachable("b"), unreachable("c"));
        assertThat(fleet.shares(MANY)).containsOnlyKeys("b", "c");
    }

    @Test
    void whoIsSlowerByThreeTenthsOfASecondLosesFourFifthsAlsoWhereTheOthersHaveTheirHandsFull() {
        fleet.of(well("a"), well("b"), well("c"));
        fleet.now += 60 * SECOND;
        fleet.answeredAfter(140, "a");
        fleet.answeredAfter(140, "b");
        fleet.answeredAfter(440, "c");

        assertThat(fleet.toldShare("c")).isLessThan(1 / 3.0 / 5);
        assertThat(fleet.toldShare("a")).isCloseTo(fleet.toldShare("b"), within(0.01));
    }

    @Test
    void halfTheHealthIsHalfTheShareAndNoLess() {
        fleet.of(scored("a", 100), scored("b", 50));
        fleet.now += 60 * SECOND;

        assertThat(fleet.toldShare("b")).isCloseTo(1 / 3.0, ABOUT);
    }

    @Test
    void inPanicWhoFailsStillGetsNextToNothing() {
        fleet.of(well("a"), suspected("b"), suspected("c"));
        fleet.request("b", Result.TIMED_OUT);
        fleet.request("c", Result.TIMED_OUT);

        assertThat(fleet.shares(MANY).getOrDefault("a", 0.0)).isGreaterThan(0.99);
    }

    @Test
    void aRefusedConnectionEjectsAtOnceAndTheOthersGetItsShare() {
        fleet.of(well("a"), well("b"), well("c"));

        fleet.request("c", Result.REFUSED);

        assertThat(fleet.ejected).containsExactly("c REFUSED");
        assertThat(fleet.shares(MANY)).containsOnlyKeys("a", "b");
    }

    @Test
    void fiveFailuresInARowEject() {
        fleet.of(well("a"), well("b"), well("c"));

        for (int i = 0; i < 4; i++) {
            fleet.request("c", Result.FAILED);
        }
        assertThat(fleet.ejected).isEmpty();
        fleet.request("c", Result.FAILED);

        assertThat(fleet.ejected).containsExactly("c FAILED");
    }

    @Test
    void atMostAThirdIsEjectedAndNeverTheLast() {
        fleet.of(well("a"), well("b"), well("c"), well("d"), well("e"), well("f"));
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            fleet.request(name, Result.REFUSED);
        }
        assertThat(fleet.ejected).containsExactly("a REFUSED", "b REFUSED");

        var two = new Fleet(3).of(well("a"), suspected("b"));
        two.request("a", Result.REFUSED);
        assertThat(two.ejected).isEmpty();
    }

    @Test
    void afterItsTimeAnEjectedOneComesBackSlowly() {
        fleet.of(well("a"), well("b"));
        fleet.request("b", Result.REFUSED);
        fleet.now += 29 * SECOND;
        assertThat(fleet.shares(MANY)).containsOnlyKeys("a");

        fleet.now += 2 * SECOND;
        assertThat(fleet.toldShare("b")).isBetween(0.0005, 0.15);
        fleet.now += 30 * SECOND;
        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0)).isCloseTo(0.5, ABOUT);
    }

    @Test
    void whoRecoversGetsAGrowingShare() {
        fleet.of(well("a"), well("b"));
        fleet.of(well("a"), recovering("b"));

        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0)).isBetween(0.05, 0.12);
        fleet.now += 15 * SECOND;
        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0)).isCloseTo(1 / 3.0, ABOUT);
        fleet.now += 15 * SECOND;
        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0)).isCloseTo(0.5, ABOUT);
    }

    @Test
    void whoIsNewAmongOthersBeginsSlowlyAndAtTheStartNobodyIsSlow() {
        fleet.of(well("a"));
        fleet.now += SECOND;
        fleet.of(well("a"), well("b"));
        assertThat(fleet.shares(MANY).getOrDefault("b", 0.0))
                .as("heard of a second later, after a start of the gateway")
                .isCloseTo(0.5, ABOUT);
        fleet.now += 60 * SECOND;

        fleet.of(well("a"), well("b"), well("c"));
        assertThat(fleet.shares(MANY).getOrDefault("c", 0.0)).isLessThan(0.1);
    }

    @Test
    void anotherLifeOfANameHasACleanRecord() {
        fleet.of(well("a"), well("b"));
        fleet.request("b", Result.REFUSED);

        fleet.of(well("a"), new Facts("b", 2, well("b").uri(), "", "", 100, "HEALTHY", false, false, false));

        assertThat(fleet.shares(MANY)).containsKey("b");
    }

    @Test
    void oneThatWasTriedIsNotTriedAgain() {
        fleet.of(well("a"), well("b"));
        var tried = List.of(fleet.backend("a"));

        for (int i = 0; i < 100; i++) {
            var picked = fleet.pool.choose(tried, Locality.NONE, fleet.now);
            assertThat(picked.backend()).isSameAs(fleet.backend("b"));
        }
        assertThat(fleet.pool
                        .choose(fleet.pool.backends(), Locality.NONE, fleet.now)
                        .why())
                .isEqualTo(Why.NO_OTHER);
    }

    @Test
    void whoFailsMostlyIsNotCalledForAMomentAndThenTried() {
        fleet.of(well("a"));
        for (int i = 0; i < 20; i++) {
            fleet.request("a", Result.FAILED);
        }
        assertThat(fleet.pool.choose(List.of(), Locality.NONE, fleet.now).why()).isEqualTo(Why.CIRCUITS_OPEN);

        fleet.now += 6 * SECOND;
        for (int i = 0; i < 3; i++) {
            assertThat(fleet.pool.choose(List.of(), Locality.NONE, fleet.now).backend())
                    .isNotNull();
        }
        assertThat(fleet.pool.choose(List.of(), Locality.NONE, fleet.now).why())
                .as("three trials at a time")
                .isEqualTo(Why.CIRCUITS_OPEN);
    }

    @Test
    void whoSaysInOrderThatItIsBusyKeepsItsCircuit() {
        fleet.of(well("a"));
        for (int i = 0; i < 100; i++) {
            fleet.request("a", Result.BUSY);
        }

        assertThat(fleet.pool.choose(List.of(), Locality.NONE, fleet.now).backend())
                .isNotNull();
    }

    @Test
    void theOwnZoneComesFirstAsFarAsItCarries() {
        fleet.of(in("a1", "a", 100), in("a2", "a", 100), in("b1", "b", 100), in("b2", "b", 100));

        fleet.locality = new Locality("a", Map.of("a", 1, "b", 1));
        assertThat(fleet.shares(MANY)).containsOnlyKeys("a1", "a2");

        fleet.locality = new Locality("a", Map.of("a", 1));
        var shares = fleet.shares(MANY);
        assertThat(shares.getOrDefault("b1", 0.0) + shares.getOrDefault("b2", 0.0))
                .as("half of half")
                .isCloseTo(0.25, ABOUT);
    }

    @Test
    void aZoneThatIsHopelesslySlowIsLeft() {
        fleet.of(in("a1", "a", 100), in("a2", "a", 100), in("b1", "b", 100), in("b2", "b", 100));
        fleet.locality = new Locality("a", Map.of("a", 1, "b", 1));
        fleet.request("a1", Result.TIMED_OUT);
        fleet.request("a2", Result.TIMED_OUT);

        var shares = fleet.shares(MANY);
        assertThat(shares.getOrDefault("b1", 0.0) + shares.getOrDefault("b2", 0.0))
                .isGreaterThan(0.95);
    }

    @Test
    void whatIsToldIsWhatIsGiven() {
        fleet.of(in("a1", "a", 100), in("a2", "a", 50), in("b1", "b", 100), in("b2", "b", 100));
        fleet.locality = new Locality("a", Map.of("a", 1));
        var told = fleet.pool.describe(fleet.locality, fleet.now);
        var given = fleet.shares(20_000);

        told.forEach(view -> assertThat(given.getOrDefault(view.nodeId(), 0.0)).isCloseTo(view.share(), ABOUT));
        assertThat(told.stream().mapToDouble(InstanceView::share).sum()).isCloseTo(1, within(0.01));
    }

    @Test
    void eachIsToldHowItStands() {
        fleet.of(well("a"), well("b"), well("c"), well("d"), suspected("e"), scored("f", 0), unreachable("g"));
        fleet.request("b", Result.REFUSED);
        for (int i = 0; i < 20; i++) {
            fleet.request("c", Result.FAILED);
        }
        fleet.of(well("a"), well("b"), well("c"), recovering("d"), suspected("e"), scored("f", 0), unreachable("g"));

        assertThat(fleet.pool.describe(Locality.NONE, fleet.now))
                .extracting(InstanceView::standing)
                .containsExactly(
                        Standing.WELL,
                        Standing.EJECTED,
                        Standing.EJECTED,
                        Standing.SLOW_START,
                        Standing.SUSPECTED,
                        Standing.NO_HEALTH,
                        Standing.LAST_RESORT);
    }
}
