package io.bellwether.gateway.routing;

import static io.bellwether.gateway.routing.Fleet.MILLIS;
import static io.bellwether.gateway.routing.Fleet.SECOND;
import static io.bellwether.gateway.routing.Fleet.well;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three instances that answer one request after the other, a hundred a second each, and more requests than that, in virtual
 * time. What was given up they do all the same, as real ones would: nobody tells them.
 */
class OverloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long TRY_NANOS = 2 * SECOND;
    private static final long WORK_NANOS = 10 * MILLIS;
    private static final int CAPACITY = 300;

    private record Running(long atNanos, Backend backend, long begunNanos, Result result) {}

    private final Map<String, Long> busyUntil = new HashMap<>();
    private final List<Map<Result, Integer>> ended = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private final PriorityQueue<Running> running =
            new PriorityQueue<>((one, other) -> Long.compare(one.atNanos() - other.atNanos(), 0));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("what can be answered is answered, and next to nothing waits until it is too late")
    void answersWhatItCan(long seed) {
        var fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));

        run(fleet, 0, 60, 500, seed);

        // In the first seconds, before an answer was late, one of them can have got more than two seconds of work.
        assertThat(count(Result.TIMED_OUT)).as("of 30,000, seed %d", seed).isLessThan(100);
        assertThat(ended.subList(10, 60).stream()
                        .mapToInt(each -> each.getOrDefault(Result.TIMED_OUT, 0))
                        .sum())
                .as("after ten seconds")
                .isZero();
        for (int second = 2; second < 60; second++) {
            assertThat(at(second, Result.ANSWERED)).as("second %d", second).isGreaterThan(CAPACITY * 9 / 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("once there are no more than it can answer, all are answered")
    void comesBack(long seed) {
        var fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));

        run(fleet, 0, 30, 2_000, seed);
        run(fleet, 30, 60, 200, seed);

        assertThat(refused.subList(33, 60)).as("seed %d", seed).containsOnly(0);
        assertThat(at(59, Result.ANSWERED)).isBetween(190, 210);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName("who stops has its places taken, not those of the others")
    void stopped(long seed) {
        var fleet = new Fleet(seed).of(well("a"), well("b"), well("c"));
        busyUntil.put("c", 3_600 * SECOND);

        run(fleet, 0, 30, 150, seed);

        assertThat(refused.stream().mapToInt(Integer::intValue).sum()).isZero();
        assertThat(fleet.backend("a").room().places()).isEqualTo(Room.FIRST);
    }

    private int at(int second, Result result) {
        return ended.get(second).getOrDefault(result, 0);
    }

    private int count(Result result) {
        return ended.stream().mapToInt(each -> each.getOrDefault(result, 0)).sum();
    }

    private void run(Fleet fleet, int from, int to, int perSecond, long seed) {
        var random = new Random(seed);
        for (int second = from; second < to; second++) {
            ended.add(new HashMap<>());
            refused.add(0);
            for (int i = 0; i < perSecond; i++) {
                long gap = SECOND / perSecond;
                long next = second * SECOND + i * gap + random.nextInt((int) gap);
                endThose(fleet, next);
                fleet.now = next;
                Backend backend =
                        fleet.pool.choose(List.of(), fleet.locality, next).backend();
                if (backend == null) {
                    refused.set(second, refused.get(second) + 1);
                } else {
                    send(backend, next);
                }
            }
        }
    }

    private void send(Backend backend, long now) {
        backend.load().begin(now);
        String name = backend.facts().name();
        long done = Math.max(now, busyUntil.getOrDefault(name, 0L)) + WORK_NANOS;
        busyUntil.put(name, done);
        boolean tooLate = done - now > TRY_NANOS;
        running.add(new Running(
                tooLate ? now + TRY_NANOS : done, backend, now, tooLate ? Result.TIMED_OUT : Result.ANSWERED));
    }

    private void endThose(Fleet fleet, long untilNanos) {
        while (!running.isEmpty() && running.peek().atNanos() <= untilNanos) {
            Running each = running.remove();
            fleet.now = each.atNanos();
            fleet.pool.ended(each.backend(), each.result(), each.begunNanos(), PATIENCE, each.atNanos());
            ended.getLast().merge(each.result(), 1, Integer::sum);
        }
    }
}
