package io.bellwether.benchmarks.fleet;

import io.bellwether.benchmarks.fleet.AgentHosts.Sample;
import io.bellwether.simulation.report.Goal;
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
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntToDoubleFunction;

/**
 * What agents cost and stand: many of them against three real coordinators, heartbeats from memory and over loopback, and
 * the time of a round trip.
 */
public final class FleetBenchmark {

    private static final String NAME = "bench agents";
    private static final String AGENTS = "agents";
    private static final int PROCESSES = 2;
    private static final double JOIN_SECONDS_MAX = 15;
    private static final double CPU_PERCENT_MAX = 1;
    private static final double BYTES_PER_SECOND_MAX = 1_500;
    private static final double FROM_MEMORY_MIN = 100_000;
    private static final double OVER_LOOPBACK_MIN = 30_000;
    private static final double LOST_PERCENT_MAX = 0.1;

    /** A little more than has to be taken, because what is lost must not be what was not sent. */
    private static final int FLOOD_PER_SECOND = 33_000;

    private static final int PINGS_PER_SECOND = 1_000;

    private final Session session;
    private final List<Row> rows = new ArrayList<>();

    private FleetBenchmark(Session session) {
        this.session = session;
    }

    /**
     * The scenario.
     *
     * @param fromMemory Takes heartbeats from memory for so many seconds, and tells how many a second.
     */
    public static Scenario scenario(IntToDoubleFunction fromMemory) {
        return Scenario.of(
                AGENTS,
                "Agents in few processes against three real coordinators, and heartbeats over loopback.",
                List.of(
                        Option.number(AGENTS, 100, 1, 1_000, "Agents in all."),
                        Option.number("seconds", 60, 5, 3_600, "Seconds of each measurement.")),
                session -> new FleetBenchmark(session).run(fromMemory));
    }

    private Result run(IntToDoubleFunction fromMemory) {
        int seconds = (int) session.settings().seconds();
        try (WakeMeter meter = WakeMeter.start()) {
            session.oneByOne(NAME, 3, part -> {
                switch ((int) part) {
                    case 0 -> fleet((int) session.settings().number(AGENTS), seconds);
                    case 1 -> memory(fromMemory, Math.max(2, seconds / 10));
                    default -> loopback(Math.max(3, seconds / 6));
                }
                return part;
            });
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
            return new Result(NAME, session.settings().seed(), meter.isVoid() ? withoutGoals() : rows);
        }
    }

    private List<Row> withoutGoals() {
        session.note("void: a sleeping thread woke later than %.0f ms, so this says more of the machine than of us"
                .formatted(WakeMeter.LATE_MILLIS_MAX));
        return rows.stream()
                .map(row -> Row.of(row.subject(), row.metric(), row.unit(), row.value()))
                .toList();
    }

    private void fleet(int agents, int seconds) {
        Path folder = Folder.temporary("bellwether-agents");
        var options =
                new CoordinatorProcesses.Options(Path.of(System.getProperty("bellwether.root", ".")), "default", true);
        try (var coordinators = CoordinatorProcesses.start(folder, options);
                var hosts = new AgentHosts(folder, coordinators, PROCESSES, agents)) {
            rows.add(Row.of(Row.US, "agents", "", agents));
            rows.add(Row.ours("all are members and see all", "s", hosts.join(), Goal.atMost(JOIN_SECONDS_MAX)));
            long started = System.nanoTime();
            String all = "\"totalNodes\":%1$d,\"healthyNodes\":%1$d,"
                    .formatted(agents + coordinators.names().size());
            coordinators.awaitStatus(Duration.ofSeconds(60), body -> body.contains(all));
            rows.add(Row.of(Row.US, "all are HEALTHY after that", "s", (System.nanoTime() - started) / 1e9));
            // What the beginning costs, the compiler above all, is not what it costs to be there.
            await(Duration.ofSeconds(Math.max(5, seconds / 3)));
            Sample before = hosts.sample();
            await(Duration.ofSeconds(seconds));
            cost(before, hosts.sample(), agents);
        } finally {
            Folder.delete(folder);
        }
    }

    private void cost(Sample before, Sample after, int agents) {
        double agentSeconds = (after.nanos() - before.nanos()) / 1e9 * agents;
        double cpu = 100 * (after.cpuSeconds() - before.cpuSeconds()) / agentSeconds;
        rows.add(Row.ours("idle: CPU of one core, each", "%", cpu, Goal.atMost(CPU_PERCENT_MAX)));
        double bytes = (after.bytesSent() - before.bytesSent()) / agentSeconds;
        rows.add(Row.ours("idle: sent in datagrams, each", "B/s", bytes, Goal.atMost(BYTES_PER_SECOND_MAX)));
        double heard = (after.bytesReceived() - before.bytesReceived()) / agentSeconds;
        rows.add(Row.of(Row.US, "idle: received in datagrams, each", "B/s", heard));
        double asks = (after.asks() - before.asks()) / agentSeconds;
        rows.add(Row.of(Row.US, "idle: requests to coordinators, each", "1/s", asks));
        rows.add(Row.none("edges that turned bad", after.suspicions() - before.suspicions()));
        rows.add(Row.none("agents that do not see all at the end", after.outside()));
    }

    private void memory(IntToDoubleFunction fromMemory, int seconds) {
        double perSecond = fromMemory.applyAsDouble(seconds);
        rows.add(Row.ours("heartbeats from memory, one thread", "1/s", perSecond, Goal.atLeast(FROM_MEMORY_MIN)));
    }

    private void loopback(int seconds) {
        try (var loopback = new Loopback()) {
            loopback.flood(FLOOD_PER_SECOND, Math.min(seconds, 3));
            Loopback.Flood flood = loopback.flood(FLOOD_PER_SECOND, seconds);
            rows.add(Row.ours("heartbeats over loopback", "1/s", flood.perSecond(), Goal.atLeast(OVER_LOOPBACK_MIN)));
            rows.add(Row.ours("of these dropped", "%", 100 * flood.lostShare(), Goal.atMost(LOST_PERCENT_MAX)));
            flood.kernelDrops()
                    .ifPresent(drops -> rows.add(Row.of(Row.US, "dropped as the kernel counts", "", (double) drops)));
            Loopback.RoundTrips trips = loopback.roundTrips(PINGS_PER_SECOND, seconds);
            rows.add(Row.ours("round trip at 1000/s, p50", "ms", trips.p50(), Goal.atMost(2)));
            rows.add(Row.ours("round trip at 1000/s, p99", "ms", trips.p99(), Goal.atMost(15)));
            rows.add(Row.none("pings without an answer", trips.pings() - trips.pongs()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
