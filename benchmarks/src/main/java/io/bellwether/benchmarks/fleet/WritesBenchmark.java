package io.bellwether.benchmarks.fleet;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes over HTTP to three real coordinators of this machine: each is on disk at a majority before it is answered. One
 * writer shows what a write takes, many show what batching is worth.
 */
public final class WritesBenchmark {

    private static final String NAME = "bench writes";
    private static final int[] WRITERS = {1, 64, 256};
    private static final int WARM_UP_WRITERS = 64;
    private static final int VALUE_BYTES = 200;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

    private final Session session;
    private final List<Row> rows = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();

    private WritesBenchmark(Session session) {
        this.session = session;
    }

    /** The scenario. */
    public static Scenario scenario() {
        return Scenario.of(
                "writes",
                "Writes to three real coordinators, by one writer and by many at once.",
                List.of(Option.number("seconds", 10, 2, 3_600, "Seconds of each measurement.")),
                session -> new WritesBenchmark(session).run());
    }

    private Result run() {
        Path folder = Folder.temporary("bellwether-writes");
        var options =
                new CoordinatorProcesses.Options(Path.of(System.getProperty("bellwether.root", ".")), "default", true);
        Duration time = Duration.ofSeconds(session.settings().seconds());
        try (http;
                WakeMeter meter = WakeMeter.start();
                var coordinators = CoordinatorProcesses.start(folder, options)) {
            URI leader = leader(coordinators);
            write(leader, coordinators.token(), WARM_UP_WRITERS, time);
            session.oneByOne(NAME, WRITERS.length, part -> {
                measure(leader, coordinators.token(), WRITERS[(int) part], time);
                return part;
            });
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
            return new Result(NAME, session.settings().seed(), rows);
        } finally {
            Folder.delete(folder);
        }
    }

    private static URI leader(CoordinatorProcesses coordinators) {
        return coordinators.names().stream()
                .filter(name -> coordinators.answer(name, "/api/v1/cluster").contains("\"role\":\"LEADER\""))
                .map(name -> coordinators.uri(name, "/api/v1/config/bench/"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no coordinator leads any more; start again"));
    }

    private void measure(URI leader, String token, int writers, Duration time) {
        Written written = write(leader, token, writers, time);
        String who = writers == 1 ? "one writer" : writers + " writers at once";
        double perSecond = written.nanos.size() / (time.toNanos() / 1e9);
        // Where nothing was written nothing failed either.
        rows.add(Row.ours(who + ": writes", "1/s", perSecond, Goal.atLeast(1)));
        rows.add(Row.of(Row.US, who + ": median", "ms", written.millis(0.5)));
        rows.add(Row.of(Row.US, who + ": p99", "ms", written.millis(0.99)));
        rows.add(Row.ours(who + ": writes that failed", "", (double) written.failed, Goal.exactly(0)));
    }

    /** How long each write took, in order of length. */
    private record Written(List<Long> nanos, long failed) {

        double millis(double share) {
            return nanos.isEmpty() ? Double.POSITIVE_INFINITY : nanos.get((int) (share * (nanos.size() - 1))) / 1e6;
        }
    }

    private Written write(URI leader, String token, int writers, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<Callable<List<Long>>> all = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            HttpRequest request = HttpRequest.newBuilder(leader.resolve("key-" + i))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "text/plain")
                    .timeout(ANSWER_LIMIT)
                    .PUT(BodyPublishers.ofString("v".repeat(VALUE_BYTES)))
                    .build();
            all.add(() -> writeUntil(end, request));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> took = new ArrayList<>();
            for (Future<List<Long>> writer : threads.invokeAll(all)) {
                took.addAll(writer.get());
            }
            List<Long> good = took.stream().filter(nanos -> nanos >= 0).sorted().toList();
            return new Written(good, took.size() - good.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while writers wrote", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a writer ended: " + e.getCause(), e);
        }
    }

    /** The nanoseconds of each write, -1 for one that failed. */
    private List<Long> writeUntil(long end, HttpRequest request) throws InterruptedException {
        List<Long> took = new ArrayList<>();
        while (System.nanoTime() - end < 0) {
            long begun = System.nanoTime();
            boolean good;
            try {
                good = http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
            } catch (IOException e) {
                good = false;
            }
            took.add(good ? System.nanoTime() - begun : -1);
            if (!good) {
                LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
            }
        }
        return took;
    }
}
