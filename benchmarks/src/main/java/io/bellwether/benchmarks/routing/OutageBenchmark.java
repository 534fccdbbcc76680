package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.fleet.WakeMeter;
import io.bellwether.benchmarks.routing.Watch.Look;
import io.bellwether.simulation.report.Progress;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** All coordinators, or Redis, are killed while queries and lines come in: what goes on, what does not, and who says so. */
public final class OutageBenchmark {

    private static final String NAME = "bench outage";
    private static final String ALL = "all";
    private static final int BEFORE_SECONDS = 10;
    private static final int AFTER_SECONDS = 60;
    private static final int WAITING_MAX = 1_000;
    private static final int SERVICES = 50;

    private final Session session;
    private final int seconds;
    private final int rate;

    private OutageBenchmark(Session session) {
        this.session = session;
        this.seconds = (int) session.settings().seconds();
        this.rate = (int) session.settings().number("rate");
    }

    /** The scenario. */
    public static Scenario scenario() {
        return Scenario.live(
                "outage",
                "All coordinators, or Redis, are gone: what goes on through the gateway, and who says what is wrong.",
                List.of(
                        Option.number("seconds", 60, 15, 3_600, "Seconds for which they are gone."),
                        Option.number("rate", 20, 1, 1_000, "Queries in a second, and as many lines."),
                        Option.text("gone", ALL, "coordinators, redis or all, one after the other.")),
                session -> new OutageBenchmark(session).run());
    }

    private List<Outage> outages() {
        String asked = session.settings().text("gone");
        List<Outage> outages = Arrays.stream(Outage.values())
                .filter(outage -> asked.equals(ALL) || asked.equals(outage.word()))
                .toList();
        if (outages.isEmpty()) {
            throw new UsageProblem("--gone takes coordinators, redis or all, got '%s'".formatted(asked));
        }
        return outages;
    }

    private Result run() {
        List<Outage> outages = outages();
        List<Row> rows = new ArrayList<>();
        try (WakeMeter meter = WakeMeter.start();
                SystemUnderTest system = SystemUnderTest.start(false)) {
            for (Outage outage : outages) {
                rows.addAll(trial(system, outage));
            }
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
            rows.add(Row.of(Row.US, "a sleeping thread woke late, worst", "ms", meter.latestMillis()));
        }
        return new Result(NAME, session.settings().seed(), rows);
    }

    private List<Row> trial(SystemUnderTest system, Outage outage) {
        int port = system.ourPort();
        int length = BEFORE_SECONDS + seconds + AFTER_SECONDS;
        var queries = new Sent(rate, rate * length);
        var lines = new Sent(rate, rate * length);
        Progress progress = session.progress("%s: without %s".formatted(NAME, outage.word()), length);
        long begin = System.nanoTime();
        long gone = begin + TimeUnit.SECONDS.toNanos(BEFORE_SECONDS);
        long back;
        List<Look> looks;
        try (Watch watch = new Watch(port)) {
            Thread querying = load(number -> query(port, number), port, queries, begin, progress::step);
            Thread writing = load(new LogLines(port, true)::next, port, lines, begin, () -> {});
            awaitNanos(gone);
            system.kill(outage.nodes());
            awaitNanos(gone + TimeUnit.SECONDS.toNanos(seconds));
            back = System.nanoTime();
            system.startAgain();
            querying.join();
            writing.join();
            looks = watch.looks();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while something was gone", e);
        } finally {
            progress.end();
        }
        tell(outage, "queries", queries);
        tell(outage, "lines", lines);
        return new OutageJudgement(outage, queries, lines, begin, gone, back, looks).rows();
    }

    private void tell(Outage outage, String what, Sent sent) {
        if (sent.failures() > 0) {
            session.list("without %s, %s not answered with 2xx: %s".formatted(outage.word(), what, sent.reasons()));
        }
    }

    private static byte[] query(int port, long number) {
        // Many questions, so that not every answer is one that was kept.
        return "GET /logs?limit=20&service=shop-%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                .formatted(number % SERVICES, port)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Thread load(LongFunction<byte[]> requests, int port, Sent sent, long begin, Runnable eachSecond) {
        return Thread.ofPlatform().start(() -> {
            try {
                new OpenLoop(requests, port, sent, WAITING_MAX).run(begin, second -> eachSecond.run());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void awaitNanos(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
