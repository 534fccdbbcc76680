package io.bellwether.simulation.scenario;

import io.bellwether.simulation.faults.FaultPlan;
import io.bellwether.simulation.network.Network;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.world.Channel;
import io.bellwether.simulation.world.Machine;
import io.bellwether.simulation.world.Program;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two or more programs that ping each other: shows that the simulator itself works. */
public final class PingScenario {

    private static final long PERIOD_NANOS = Duration.ofMillis(100).toNanos();

    /** What one run gave. */
    private record Outcome(Sample roundTrips, long hash) {}

    private record Ping(long sentNanos) {}

    private record Pong(long sentNanos) {}

    private PingScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.hidden(
                "ping",
                "Programs that ping their neighbour: the simulator's own demonstration.",
                List.of(
                        Option.nodes(2, 2, 1000),
                        Option.seconds(10, 1),
                        Option.repeat(4),
                        Option.text("plan", "", "Faults such as '2s crash 1 for 1s; 5s cut 0 1 for 1s'."),
                        Option.trace()),
                PingScenario::run);
    }

    private static Result run(Session session) {
        var settings = session.settings();
        var plan = plan(settings);
        var roundTrips = new Sample();
        long hash = 0;
        for (var outcome : session.seeds(settings.repeat(), seed -> run(session, plan, seed))) {
            roundTrips.addAll(outcome.roundTrips());
            hash = hash * 31 + outcome.hash();
        }
        return new Result(
                "ping",
                settings.seed(),
                List.of(
                        Row.of(Row.US, "answers", "", roundTrips.size()),
                        Row.ours("round trip, median", "ms", roundTrips.percentile(0.5) / 1e6, Goal.atMost(1.2)),
                        Row.of(Row.US, "round trip, p99", "ms", roundTrips.percentile(0.99) / 1e6),
                        Row.of(Row.US, "hash of all runs (low 32 bits)", "", (double) (hash & 0xFFFF_FFFFL))));
    }

    private static FaultPlan plan(Settings settings) {
        try {
            var plan = FaultPlan.parse(settings.text("plan"));
            plan.requireMachines(settings.nodes());
            return plan;
        } catch (IllegalArgumentException e) {
            throw new UsageProblem("--plan: " + e.getMessage(), e);
        }
    }

    private static Outcome run(Session session, FaultPlan plan, long seed) {
        var roundTrips = new Sample();
        int nodes = session.settings().nodes();
        var world = new World(
                seed, new Network(nodes), (machine, start, name) -> new Pinger((machine + 1) % nodes, roundTrips));
        var trace = session.trace(seed);
        if (trace != null) {
            world.trace(trace);
            world.traceMessages();
        }
        plan.applyTo(world);
        world.bootAll();
        world.runFor(Duration.ofSeconds(session.settings().seconds()));
        return new Outcome(roundTrips, world.hash());
    }

    /** Sends a ping each period, answers those of others, and keeps how long its own took. */
    private static final class Pinger implements Program {
        private final int target;
        private final Sample roundTrips;
        private @Nullable Machine machine;
        private long deadline;

        Pinger(int target, Sample roundTrips) {
            this.target = target;
            this.roundTrips = roundTrips;
        }

        @Override
        public void start(Machine own) {
            machine = own;
            deadline = own.nanos() + own.random().nextLong(PERIOD_NANOS);
        }

        @Override
        public void received(int from, Object message, Channel channel) {
            switch (message) {
                case Ping ping -> machine().send(from, new Pong(ping.sentNanos()), 16, Channel.DATAGRAM);
                case Pong pong -> roundTrips.add(machine().nanos() - pong.sentNanos());
                default -> throw new IllegalStateException("not a message of this scenario: " + message);
            }
        }

        @Override
        public void wake() {
            deadline += PERIOD_NANOS;
            machine().send(target, new Ping(machine().nanos()), 16, Channel.DATAGRAM);
        }

        @Override
        public long deadlineNanos() {
            return deadline;
        }

        private Machine machine() {
            return Objects.requireNonNull(machine, "not started");
        }
    }
}
