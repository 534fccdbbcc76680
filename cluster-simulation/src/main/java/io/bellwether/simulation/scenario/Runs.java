package io.bellwether.simulation.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Spreads runs over the cores. Each run has one thread, and what comes out is in the order of the runs. */
final class Runs {

    private Runs() {}

    static <T> List<T> inOrder(int threads, int count, LongFunction<T> run) {
        var outcomes = new ArrayList<T>(count);
        try (var pool = Executors.newFixedThreadPool(Math.min(threads, Math.max(1, count)))) {
            var futures = new ArrayList<Future<T>>();
            for (int index = 0; index < count; index++) {
                long number = index;
                Callable<T> task = () -> run.apply(number);
                futures.add(pool.submit(task));
            }
            try {
                for (var future : futures) {
                    outcomes.add(future.get());
                }
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw new IllegalStateException(
                        "run %d of %d failed: %s".formatted(outcomes.size() + 1, count, e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted after %d of %d runs".formatted(outcomes.size(), count), e);
            }
        }
        return outcomes;
    }
}
