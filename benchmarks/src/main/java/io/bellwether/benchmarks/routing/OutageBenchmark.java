package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.fleet.WakeMeter;
import io.bellwether.benchmarks.routing.Watch.Look;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Progress;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All coordinators, or Redis, are killed while queries and lines come in: what goes on, what does not, and who says so. */
public final class OutageBenchmark {

    private static final String NAME = "bench outage";
    private static final String ALL = "all";
    private static final int BEFORE_SECONDS = 10;
    private static final int AFTER_SECONDS = 60;
    private static final int WAITING_MAX = 1_000;
    private static final int SERVICES = 50;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double HUNDRED = 100;

    private static final double FAILED_PERCENT_MAX = 0.1;
    /** Read-only after 5 s at the latest, and refused after a grace of 6 s more; and we look twice a second. */
    private static final double REFUSED_SECONDS_MAX = 12;
    /** Three calls that are not answered, each within 200 ms. */
    private static final double AWAY_SECONDS_MAX = 3;

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
        Path root = Path.of(System.getProperty("bellwether.root", "."))
                .toAbsolutePath()
                .normalize();
        List<Row> rows = new ArrayList<>();
        try (WakeMeter meter = WakeMeter.start();
                SystemUnderTest system = SystemUnderTest.start(root, false)) {
            for (Outage outage : outages) {
                rows.addAll(trial(system, outage));
            }
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
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
        return new Judged(outage, queries, lines, begin, gone, back, looks).rows();
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

    /**
     * What one outage has shown.
     *
     * @param beginNanos When the first request was due.
     * @param goneNanos When they were killed.
     * @param backNanos When they were about to be started again.
     */
    private record Judged(
            Outage outage,
            Sent queries,
            Sent lines,
            long beginNanos,
            long goneNanos,
            long backNanos,
            List<Look> looks) {

        List<Row> rows() {
            boolean isRedis = outage == Outage.REDIS;
            double most = isRedis ? AWAY_SECONDS_MAX : REFUSED_SECONDS_MAX;
            List<Row> rows = new ArrayList<>();
            rows.add(row("queries", "", queries.count(), null));
            rows.add(row("queries failed", "%", percent(queries), Goal.atMost(FAILED_PERCENT_MAX)));
            rows.add(row("queries, p99 before", "ms", p99(queries, beginNanos, goneNanos), null));
            rows.add(row("queries, p99 meanwhile", "ms", p99(queries, goneNanos, backNanos), null));
            rows.add(row("lines", "", lines.count(), null));
            if (isRedis) {
                rows.add(row("lines failed", "%", percent(lines), Goal.atMost(FAILED_PERCENT_MAX)));
                rows.add(row("limits are of this process after", "s", since(outage::isServedOtherwise), atMost(most)));
            } else {
                rows.add(row(
                        "lines are refused with the reason after",
                        "s",
                        since(outage::isServedOtherwise),
                        atMost(most)));
                rows.add(row("lines accepted after that", "", acceptedAfterRefusal(), Goal.exactly(0)));
                rows.add(row("lines answered otherwise", "", answeredOtherwise(), Goal.exactly(0)));
            }
            rows.add(row("health tells after", "s", since(outage::isInHealth), atMost(most)));
            rows.add(row("the console tells after", "s", since(outage::isInConsole), atMost(most)));
            rows.add(row("as before, after they were started", "s", over(), null));
            return rows;
        }

        private static Goal atMost(double seconds) {
            return Goal.atMost(seconds);
        }

        private Row row(String metric, String unit, double value, @Nullable Goal goal) {
            return new Row(Row.US, "without %s: %s".formatted(outage.word(), metric), unit, value, goal);
        }

        private static double percent(Sent sent) {
            return HUNDRED * sent.failures() / sent.count();
        }

        private double p99(Sent sent, long fromNanos, long toNanos) {
            return sent.p99Millis(fromNanos - beginNanos, toNanos - beginNanos);
        }

        private List<Look> meanwhile() {
            return looks.stream()
                    .filter(look -> look.atNanos() >= goneNanos && look.atNanos() < backNanos)
                    .toList();
        }

        /** From when on it was so each time until the end of the outage; NaN where it never was for good. */
        private double since(Predicate<Look> so) {
            double since = Double.NaN;
            for (Look look : meanwhile()) {
                if (!so.test(look)) {
                    since = Double.NaN;
                } else if (Double.isNaN(since)) {
                    since = (look.atNanos() - goneNanos) / NANOS_PER_SECOND;
                }
            }
            return since;
        }

        private double acceptedAfterRefusal() {
            List<Look> all = meanwhile();
            long first = all.stream()
                    .filter(outage::isServedOtherwise)
                    .mapToLong(Look::atNanos)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            return all.stream()
                    .filter(look -> look.atNanos() > first && look.write().equals(Watch.ACCEPTED))
                    .count();
        }

        private double answeredOtherwise() {
            return meanwhile().stream()
                    .filter(look -> !look.write().equals(Watch.ACCEPTED) && !outage.isServedOtherwise(look))
                    .count();
        }

        /** When lines were accepted, and everything told, as before: from then until the end of the run. */
        private double over() {
            double over = Double.NaN;
            for (Look look : looks) {
                boolean isAsBefore = look.write().equals(Watch.ACCEPTED)
                        && look.scope().equals("shared")
                        && !outage.isInHealth(look)
                        && !outage.isInConsole(look);
                if (look.atNanos() < backNanos || !isAsBefore) {
                    over = Double.NaN;
                } else if (Double.isNaN(over)) {
                    over = (look.atNanos() - backNanos) / NANOS_PER_SECOND;
                }
            }
            return over;
        }
    }
}
