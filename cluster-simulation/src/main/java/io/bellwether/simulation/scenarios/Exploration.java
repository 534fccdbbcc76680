package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.faults.Fault;
import io.bellwether.simulation.faults.FaultKind;
import io.bellwether.simulation.faults.FaultPlan;
import io.bellwether.simulation.faults.PlannedFault;
import io.bellwether.simulation.faults.RandomPlans;
import io.bellwether.simulation.invariants.Invariants;
import io.bellwether.simulation.invariants.Violation;
import io.bellwether.simulation.log.LogFaults;
import io.bellwether.simulation.network.Latency;
import io.bellwether.simulation.world.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One random run: a cluster of random size and shape, random faults for the first 75 s, some machines dead for good, and
 * then 45 s in which everything must become whole. All of it follows from the seed.
 */
final class Exploration {

    static final Duration TROUBLE_BEGINS = Duration.ofSeconds(5);
    static final Duration TROUBLE_ENDS = Duration.ofSeconds(75);
    static final Duration ENDS = Duration.ofMinutes(2);
    private static final int NODES_MAX = 64;

    final long seed;
    final ClusterSpec spec;
    final FaultPlan plan;
    final List<Integer> deaths;
    final List<Duration> deathTimes = new ArrayList<>();
    private final RandomGenerator logChance;
    private final boolean logIsFaulty;

    Exploration(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        this.spec = spec(random);
        List<PlannedFault> faults =
                new ArrayList<>(plans(random.nextInt(1, 13)).draw(random).faults());
        faults.addAll(splitsOfServices(random));
        this.plan = new FaultPlan(faults);
        this.deaths = deaths(random);
        this.logIsFaulty = random.nextInt(3) == 0;
        this.logChance = random.split();
    }

    /** Small clusters more often than large ones: their corners are sharper. */
    private static ClusterSpec spec(RandomGenerator random) {
        double share = random.nextDouble();
        int nodes = 1 + (int) (NODES_MAX * share * share);
        int voters = nodes < 3 || random.nextInt(5) == 0 ? 1 : nodes >= 5 && random.nextInt(6) == 0 ? 5 : 3;
        List<Integer> coordinators = new ArrayList<>();
        for (int machine = 0; machine < voters; machine++) {
            coordinators.add(machine);
        }
        int zones = 1 + random.nextInt(Math.min(3, nodes));
        ClusterSpec spec = ClusterSpec.of(nodes, coordinators, zones);
        return random.nextInt(3) == 0 ? spec.with(Latency.logNormal(Duration.ofMillis(5), 0.5)) : spec;
    }

    private RandomPlans plans(int faultsMax) {
        return new RandomPlans(spec.nodes(), TROUBLE_BEGINS, TROUBLE_ENDS, faultsMax)
                .weight(FaultKind.SPLIT, 3)
                .weight(FaultKind.BLOCK, 3)
                .weight(FaultKind.CRASH, 3)
                .weight(FaultKind.CUT, 3);
    }

    /** Services that are cut from each other and not from the coordinators: a broken switch between them. */
    private List<PlannedFault> splitsOfServices(RandomGenerator random) {
        int voters = spec.coordinators().size();
        if (random.nextInt(3) != 0 || spec.nodes() - voters < 2) {
            return List.of();
        }
        List<List<Integer>> groups =
                List.of(new ArrayList<>(spec.coordinators()), new ArrayList<>(spec.coordinators()));
        for (int machine = voters; machine < spec.nodes(); machine++) {
            groups.get(random.nextInt(2)).add(machine);
        }
        Duration begins = Duration.ofMillis(random.nextLong(5_000, 40_000));
        return List.of(
                new PlannedFault(begins, Fault.split(groups), Duration.ofMillis(random.nextLong(3_000, 30_000))));
    }

    private List<Integer> deaths(RandomGenerator random) {
        List<Integer> dead = new ArrayList<>();
        int services = spec.nodes() - spec.coordinators().size();
        int count = services == 0 || random.nextBoolean() ? 0 : random.nextInt(1 + services);
        for (int i = 0; i < count; i++) {
            int machine = spec.coordinators().size() + random.nextInt(services);
            if (!dead.contains(machine)) {
                dead.add(machine);
                deathTimes.add(Duration.ofMillis(random.nextLong(5_000, 70_000)));
            }
        }
        return dead;
    }

    /** What a run came to. */
    record Outcome(long seed, List<Violation> violations, long hash, int deaths) {}

    Outcome run(@Nullable Trace trace) {
        return run(plan, trace);
    }

    Outcome run(FaultPlan faults, @Nullable Trace trace) {
        Cluster cluster = new Cluster(spec, seed);
        if (trace != null) {
            cluster.world().trace(trace);
        }
        Invariants invariants = new Invariants(cluster);
        faults.applyTo(cluster.world());
        for (int i = 0; i < deaths.size(); i++) {
            int machine = deaths.get(i);
            // A crash in the plan may bring the machine up again; the dead die again at the end of the trouble.
            cluster.world()
                    .at(deathTimes.get(i).toNanos(), () -> cluster.world().crash(machine));
            cluster.world().at(TROUBLE_ENDS.toNanos(), () -> cluster.world().crash(machine));
        }
        if (logIsFaulty) {
            invariants.leadersAreMoved();
            spoilTheLog(cluster);
        }
        cluster.world()
                .at(TROUBLE_ENDS.toNanos(), () -> cluster.world().network().heal());
        invariants.guard(() -> {
            cluster.world().runUntil(ENDS.toNanos());
            if (invariants.violations().isEmpty()) {
                invariants.checkConverged();
            }
        });
        return new Outcome(
                seed, List.copyOf(invariants.violations()), cluster.world().hash(), deaths.size());
    }

    private void spoilTheLog(Cluster cluster) {
        for (int machine : spec.coordinators()) {
            LogFaults faults = cluster.logFaults(machine);
            faults.delayProposals(Duration.ofMillis(logChance.nextLong(0, 800)));
            faults.refuseProposals(logChance.nextInt(4) == 0 ? 0.2 : 0);
            faults.repeatProposals(logChance.nextInt(2) == 0 ? 0.5 : 0);
            long lost = logChance.nextLong(TROUBLE_BEGINS.toNanos(), TROUBLE_ENDS.toNanos());
            cluster.world().at(lost, faults::loseLeadership);
            cluster.world().at(TROUBLE_ENDS.toNanos(), () -> {
                faults.delayProposals(Duration.ZERO);
                faults.refuseProposals(0);
                faults.repeatProposals(0);
            });
        }
    }

    String describe(FaultPlan faults) {
        return "%d nodes, coordinators %s, %d zones%s, dead for good %s at %s, faults: %s"
                .formatted(
                        spec.nodes(),
                        spec.coordinators(),
                        spec.zones(),
                        logIsFaulty ? ", faulty log" : "",
                        deaths,
                        deathTimes,
                        faults);
    }
}
