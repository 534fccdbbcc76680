package io.bellwether.benchmarks;

import static java.util.Objects.requireNonNull;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks one by one and holds their time and allocation against the goals. */
final class JmhRun {

    static final String NAME = "jmh";
    static final String PATTERN = "pattern";

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** What JMH itself allocates in an iteration, spread over its operations, is far less than a byte. */
    private static final double NOISE_BYTES = 0.05;

    /** What one benchmark may take. */
    private record Limit(String benchmark, double nanos, double bytes) {}

    private static final List<Limit> LIMITS = List.of(
            new Limit("PhiBenchmark.evaluate", 60, 0),
            new Limit("HeartbeatBenchmark.beat", Double.POSITIVE_INFINITY, 0),
            new Limit("StepBenchmark.step", 600, 256),
            new Limit("ReceiveBenchmark.heartbeat", 10_000, Double.POSITIVE_INFINITY));

    private JmhRun() {}

    static Scenario all() {
        return Scenario.of(
                NAME,
                "The JMH benchmarks whose names match: jmh [PATTERN]; all take some minutes.",
                List.of(Option.text(PATTERN, ".", "Those whose class and method match this regular expression.")),
                session -> run(session, "bench jmh", session.settings().text(PATTERN)));
    }

    static Scenario step() {
        return Scenario.of(
                "step",
                "A whole step of a node of a cluster of 1000, by JMH; about a minute.",
                List.of(),
                session -> run(session, "bench step", "StepBenchmark"));
    }

    private static Result run(Session session, String name, String pattern) {
        List<String> names = names(pattern);
        List<Row> rows = new ArrayList<>();
        session.oneByOne(name, names.size(), index -> results(names.get((int) index)))
                .forEach(results -> results.forEach(result -> addRows(result, rows)));
        return new Result(name, session.settings().seed(), rows);
    }

    private static List<String> names(String pattern) {
        var silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
        List<String> names = BenchmarkList.defaultList().find(silent, List.of(pattern), List.of()).stream()
                .map(entry -> entry.getUsername())
                .toList();
        if (names.isEmpty()) {
            throw new UsageProblem("No benchmark matches '%s'".formatted(pattern));
        }
        return names;
    }

    private static Collection<RunResult> results(String name) {
        var options = new OptionsBuilder()
                .include("^" + Pattern.quote(name) + "$")
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("%s did not run: %s".formatted(name, e.getMessage()), e);
        }
    }

    private static void addRows(RunResult result, List<Row> rows) {
        var params = result.getParams();
        String benchmark = params.getBenchmark().replaceFirst("^.*[.]([^.]+[.][^.]+)$", "$1");
        String with = params.getParamsKeys().stream()
                .map(key -> " %s=%s".formatted(key, params.getParam(key)))
                .collect(Collectors.joining());
        Limit limit = LIMITS.stream()
                .filter(each -> each.benchmark().equals(benchmark))
                .findFirst()
                .orElse(null);
        double nanos = result.getPrimaryResult().getScore();
        rows.add(row(benchmark + with, "ns", nanos, limit == null ? Double.POSITIVE_INFINITY : limit.nanos()));
        rows.add(row(benchmark + with, "B", bytes(result), limit == null ? Double.POSITIVE_INFINITY : limit.bytes()));
    }

    private static Row row(String metric, String unit, double value, double limit) {
        @Nullable Goal goal = limit == Double.POSITIVE_INFINITY ? null : Goal.atMost(limit);
        return new Row(Row.US, metric, unit, value, goal);
    }

    /** Of one operation. A benchmark that prepares between its operations counts by itself what they take. */
    private static double bytes(RunResult result) {
        var results = result.getSecondaryResults();
        double bytes = results.containsKey(StepBenchmark.Allocation.BYTES)
                ? score(results, StepBenchmark.Allocation.BYTES) / score(results, StepBenchmark.Allocation.STEPS)
                : score(results, ALLOCATED);
        return bytes < NOISE_BYTES ? 0 : bytes;
    }

    @SuppressWarnings("rawtypes")
    private static double score(Map<String, org.openjdk.jmh.results.Result> results, String name) {
        return requireNonNull(results.get(name), () -> "JMH told no " + name).getScore();
    }
}
