package io.bellwether.benchmarks.gateway;

import io.bellwether.benchmarks.fleet.WakeMeter;
import io.bellwether.simulation.report.Progress;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a gateway costs: the same service asked directly, through ours, through plain ones and through proxies, by turns, so that
 * what else happens on the machine hits them all.
 */
public final class GatewayBenchmark {

    private static final String NAME = "bench gateway";
    private static final String ALTERNATIONS = "alternations";
    private static final String CONNECTIONS = "connections";
    private static final String WARM_UP = "warm-up";
    private static final String FLAGS = "flags";

    private final Session session;
    private final List<Row> rows = new ArrayList<>();

    private GatewayBenchmark(Session session) {
        this.session = session;
    }

    /** The scenario. */
    public static Scenario scenario() {
        return Scenario.live(
                "gateway",
                "What a request costs more: through ours, through plain gateways, through haproxy and nginx.",
                List.of(
                        Option.number(ALTERNATIONS, 10, 1, 1_000, "How often each is asked, in turns: ABCD, DCBA, ..."),
                        Option.number("seconds", 5, 1, 3_600, "Seconds of each turn."),
                        Option.number(CONNECTIONS, 32, 1, 1_000, "Connections, each with one request at a time."),
                        Option.number(WARM_UP, 20, 0, 600, "Seconds for which each is asked before."),
                        Option.text(FLAGS, "", "Flags for the JVM of our gateway, such as those of a profiler.")),
                session -> new GatewayBenchmark(session).run());
    }

    private Result run() {
        Path root = Path.of(System.getProperty("bellwether.root", "."))
                .toAbsolutePath()
                .normalize();
        String flags = session.settings().text(FLAGS).strip();
        try (WakeMeter meter = WakeMeter.start();
                Targets targets = Targets.start(root, flags.isEmpty() ? List.of() : List.of(flags.split(" +")))) {
            targets.missing().forEach(name -> session.list(name + " is not on the path: not measured"));
            measure(targets.all());
            report(targets);
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
            return new Result(NAME, session.settings().seed(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(List<Target> all) {
        var loop = new ClosedLoop((int) session.settings().number(CONNECTIONS), Targets.PATH);
        long warmUp = session.settings().number(WARM_UP);
        if (warmUp > 0) {
            each(
                    "warming up",
                    all.size(),
                    step -> all.forEach(target -> {
                        loop.run(target.port(), Duration.ofSeconds(warmUp));
                        step.run();
                    }));
        }
        int alternations = (int) session.settings().number(ALTERNATIONS);
        Duration turn = Duration.ofSeconds(session.settings().seconds());
        each("by turns", (long) alternations * all.size(), step -> {
            for (int i = 0; i < alternations; i++) {
                for (Target target : i % 2 == 0 ? all : all.reversed()) {
                    long cpu = target.cpuNanos();
                    ClosedLoop.Load load = loop.run(target.port(), turn);
                    target.ran(load, target.cpuNanos() - cpu);
                    step.run();
                }
            }
        });
    }

    private void each(String what, long steps, Consumer<Runnable> part) {
        Progress progress = session.progress("%s: %s".formatted(NAME, what), steps);
        try {
            part.accept(progress::step);
        } finally {
            progress.end();
        }
    }

    private void report(Targets targets) {
        for (Target target : targets.all()) {
            row(target, "throughput", "1/s", Target::perSecond);
            row(target, "p50", "ms", Target::p50Millis);
            row(target, "p99", "ms", Target::p99Millis);
            if (target.isBetween()) {
                row(target, "its processor time for a request", "us", Target::cpuMicros);
                rows.add(Row.of(target.name(), "resident", "MiB", target.residentMegabytes()));
            }
            rows.add(
                    target.name().equals(Row.US)
                            ? Row.none("not answered with 200", target.failed())
                            : Row.of(target.name(), "not answered with 200", "", (double) target.failed()));
        }
        Target ours = targets.find(Row.US);
        Target plain = targets.find(Targets.PLAIN);
        var throughput = new Ratios(ours.perSecond(), plain.perSecond());
        rows.addAll(throughput.throughputRows());
        if (throughput.isInconclusive()) {
            session.list(
                    "inconclusive: half of the ratios of the throughput lie %.1f %% apart, so whether ours is within 5 %% cannot be told"
                            .formatted(throughput.spreadPercent()));
        }
        ratio("p99, ours for one ms of the plain gateway", ours, plain, Target::p99Millis);
        ratio("processor time, ours for one of the plain gateway", ours, plain, Target::cpuMicros);
    }

    private void row(Target target, String metric, String unit, Function<Target, List<Double>> values) {
        rows.add(Row.of(target.name(), metric, unit, Ratios.median(values.apply(target))));
    }

    private void ratio(String metric, Target ours, Target plain, Function<Target, List<Double>> values) {
        var ratios = new Ratios(values.apply(ours), values.apply(plain));
        rows.add(Row.of(Row.US, metric, "", ratios.median()));
        rows.add(Row.of(Row.US, metric + ", middle half", "%", ratios.spreadPercent()));
    }
}
