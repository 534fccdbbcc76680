package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.faults.FaultKind;
import io.bellwether.simulation.faults.FaultPlan;
import io.bellwether.simulation.faults.RandomPlans;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.world.Condition;
import io.bellwether.simulation.world.Trace;
import io.bellwether.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The same run twice, of random size and with random faults: once all wall clocks go right, once they jump. */
record ClockTrial(long seed) {

    private static final Duration JUMP = Duration.ofHours(1);
    private static final int JUMPS_PER_MACHINE = 8;
    private static final double ENDS = 60;
    private static final Duration TROUBLE_BEGINS = Duration.ofSeconds(4);
    private static final Duration TROUBLE_ENDS = Duration.ofSeconds(45);
    private static final int FAULTS_MAX = 8;
    private static final int NODES_MAX = 20;
    /** Two clocks that both go right never differ by as much. */
    private static final long JUMPED_MILLIS = JUMP.toMillis() / 2;

    /**
     * What came of it.
     *
     * @param jumps of all clocks together
     * @param decisions how many were compared
     * @param jumped entries and events that bear another time because a clock had jumped
     * @param difference the first decision that was made otherwise, empty if none
     * @param broken the first promise broken, empty if none
     */
    record Outcome(ClockTrial trial, int jumps, int decisions, long jumped, String difference, String broken) {}

    /** One of the two runs. */
    private record Half(Decisions decisions, long hash, List<Long> states, String broken) {}

    Outcome run(@Nullable Trace trace) {
        var random = new SplittableRandom(seed);
        int nodes = random.nextInt(1, NODES_MAX + 1);
        ClusterSpec spec = ClusterSpec.of(nodes, nodes < 3 || random.nextInt(5) == 0 ? 1 : 3);
        FaultPlan plan = new RandomPlans(nodes, TROUBLE_BEGINS, TROUBLE_ENDS, FAULTS_MAX)
                .weight(FaultKind.CLOCK, 0)
                .weight(FaultKind.CRASH, 3)
                .weight(FaultKind.BLOCK, 3)
                .draw(random);
        Half right = half(spec, plan, null, null);
        Half jumping = half(spec, plan, random.split(), trace);
        return new Outcome(
                this,
                JUMPS_PER_MACHINE * nodes,
                right.decisions.made().size(),
                jumped(right.decisions.stamps(), jumping.decisions.stamps()),
                difference(right, jumping),
                jumping.broken);
    }

    private Half half(ClusterSpec spec, FaultPlan plan, @Nullable SplittableRandom jumps, @Nullable Trace trace) {
        var run = OurRun.explained(spec, seed, trace);
        var decisions = new Decisions(run.world());
        run.cluster().observe(decisions);
        plan.applyTo(run.world());
        if (jumps != null) {
            jump(run.world(), jumps);
        }
        run.until(ENDS);
        List<Long> states = spec.coordinators().stream()
                .filter(machine -> run.world().condition(machine) != Condition.DOWN)
                .map(machine -> run.cluster().state(machine).hash())
                .toList();
        return new Half(decisions, run.world().hash(), states, run.broken());
    }

    private static void jump(World world, SplittableRandom random) {
        for (int machine = 0; machine < world.machines(); machine++) {
            int jumping = machine;
            for (int i = 0; i < JUMPS_PER_MACHINE; i++) {
                Duration by = random.nextBoolean() ? JUMP : JUMP.negated();
                world.at(random.nextLong((long) (ENDS * 1e9)), () -> world.jumpWallClock(jumping, by));
            }
        }
    }

    private static long jumped(List<Long> right, List<Long> jumping) {
        long jumped = 0;
        for (int i = 0; i < Math.min(right.size(), jumping.size()); i++) {
            jumped += Math.abs(right.get(i) - jumping.get(i)) > JUMPED_MILLIS ? 1 : 0;
        }
        return jumped;
    }

    private static String difference(Half right, Half jumping) {
        List<String> a = right.decisions.made();
        List<String> b = jumping.decisions.made();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) {
                return "'%s' became '%s'".formatted(a.get(i), b.get(i));
            }
        }
        boolean same = a.size() == b.size()
                && right.hash == jumping.hash
                && right.states.equals(jumping.states)
                && right.broken.equals(jumping.broken);
        return same
                ? ""
                : "%d decisions, hash %x, states %s, broken '%s' became %d, %x, %s, '%s'"
                        .formatted(
                                a.size(),
                                right.hash,
                                right.states,
                                right.broken,
                                b.size(),
                                jumping.hash,
                                jumping.states,
                                jumping.broken);
    }
}
