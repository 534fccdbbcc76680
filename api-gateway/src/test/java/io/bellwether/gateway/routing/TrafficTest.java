package io.bellwether.gateway.routing;

import static io.bellwether.gateway.routing.Fleet.MILLIS;
import static io.bellwether.gateway.routing.Fleet.SECOND;
import static io.bellwether.gateway.routing.Fleet.well;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 500 requests a second over three instances, in virtual time, of which one gets into trouble: only what the gateway itself
 * sees, no word from the cluster.
 */
class TrafficTest {

    private static final int PER_SECOND = 500;
    private static final long TRY_NANOS = 2 * SECOND;
    private static final long NEVER = Long.MAX_VALUE;

    /** How long an instance takes to answer at a moment. */
    private interface Behaviour {
        long latencyNanos(long nowNanos);
    }

    private record Running(long atNanos, Backend backend, long begunNanos, Result result) {}

    private final Map<String, Behaviour> behaviours = new HashMap<>();
    private final List<Map<String, Integer>> perSecond = new ArrayList<>();
    private final PriorityQueue<Running> running =
            new PriorityQueue<>((one, other) -> Long.compare(one.atNanos() - other.atNanos(), 0));
    private int timedOut;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofThreeOneStopsAndOnlyAHandfulHangs(long seed) {
        Fleet fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));
        quick("a", "b");
        behaviours.put("c", now -> now > 5 * SECOND ? NEVER : 3 * MILLIS);

        run(fleet, 30, seed);

        assertThat(timedOut).as("of 15,000 requests, seed %d", seed).isLessThan(15);
        assertThat(share("c", 6)).isLessThan(0.01);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ofThreeTwoStopAtOnceAndStillOnlyAHandfulHangs(long seed) {
        Fleet fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));
        quick("a");
        behaviours.put("b", now -> now > 5 * SECOND ? NEVER : 3 * MILLIS);
        behaviours.put("c", now -> now > 5 * SECOND ? NEVER : 3 * MILLIS);

        run(fleet, 30, seed);

        assertThat(timedOut).as("of 15,000 requests, seed %d", seed).isLessThan(30);
        assertThat(share("a", 6)).isGreaterThan(0.98);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoBecomesSlowLosesItsShareAndGetsItBack(long seed) {
        Fleet fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));
        quick("a", "b");
        behaviours.put("c", now -> now > 10 * SECOND && now < 25 * SECOND ? 300 * MILLIS : 3 * MILLIS);

        run(fleet, 60, seed);

        assertThat(share("c", 9)).as("before, seed %d", seed).isBetween(0.25, 0.42);
        assertThat(share("c", 15)).as("five seconds later").isLessThan(0.05);
        assertThat(share("c", 55)).as("thirty seconds after it is quick again").isGreaterThan(0.25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoIsAlittleSlowerLosesALittle(long seed) {
        Fleet fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));
        quick("a", "b");
        behaviours.put("c", now -> 4 * MILLIS);

        run(fleet, 10, seed);

        assertThat(share("c", 9)).isBetween(0.15, 0.33);
    }

    private void quick(String... names) {
        for (String name : names) {
            behaviours.put(name, now -> 3 * MILLIS);
        }
    }

    private double share(String name, int second) {
        return perSecond.get(second).getOrDefault(name, 0) / (double) PER_SECOND;
    }

    private void run(Fleet fleet, int seconds, long seed) {
        var random = new Random(seed);
        for (int i = 0; i < seconds * PER_SECOND; i++) {
            // Between one and the next it is not always as long: requests come as they come.
            long next = i * SECOND / PER_SECOND + random.nextInt((int) (SECOND / PER_SECOND));
            endThose(fleet, next);
            fleet.now = next;
            Backend backend = requireNonNull(
                    fleet.pool.choose(List.of(), fleet.locality, fleet.now).backend());
            String name = backend.facts().name();
            int second = i / PER_SECOND;
            while (perSecond.size() <= second) {
                perSecond.add(new HashMap<>());
            }
            perSecond.get(second).merge(name, 1, Integer::sum);
            backend.load().begin(fleet.now);
            long latency = requireNonNull(behaviours.get(name)).latencyNanos(fleet.now);
            boolean hangs = latency > TRY_NANOS;
            long jittered = hangs ? TRY_NANOS : latency / 2 + (long) (random.nextDouble() * latency);
            running.add(new Running(next + jittered, backend, next, hangs ? Result.TIMED_OUT : Result.ANSWERED));
        }
    }

    private void endThose(Fleet fleet, long untilNanos) {
        while (!running.isEmpty() && running.peek().atNanos() <= untilNanos) {
            Running ended = running.remove();
            timedOut += ended.result() == Result.TIMED_OUT ? 1 : 0;
            fleet.now = ended.atNanos();
            fleet.pool.ended(ended.backend(), ended.result(), ended.begunNanos(), Fleet.PATIENCE, ended.atNanos());
        }
    }
}
