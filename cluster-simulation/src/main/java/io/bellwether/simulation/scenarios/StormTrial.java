package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Ledger;
import io.bellwether.simulation.run.OurRun;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.run.PeerRun;
import io.bellwether.simulation.world.Trace;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One run with one storm in it. */
record StormTrial(Storm.Kind kind, int nodes, long seed) {

    private static final double STEP_SECONDS = 0.1;
    private static final double WHOLE_MOST_SECONDS = 60;
    /** Who came back has proved itself by then. */
    private static final double QUIET_SECONDS = 40;

    /**
     * What came of it.
     *
     * @param others everything committed about machines to which nothing happened
     * @param commits entries of the log that changed something
     * @param epochs changes of membership
     * @param wholeSeconds from the end of the storm until all agree on who is there; NaN if never
     * @param leaderChanges how often another coordinator began to lead
     * @param broken the first broken promise, empty if none
     */
    record Outcome(
            StormTrial trial,
            long others,
            long commits,
            long epochs,
            double wholeSeconds,
            int leaderChanges,
            String broken) {}

    /** What a peer made of it: machines held for dead to which nothing happened, and the time until whole. */
    record PeerOutcome(StormTrial trial, int others, double wholeSeconds) {}

    private Storm storm() {
        return new Storm(
                kind,
                nodes,
                new SplittableRandom(seed * 31 + List.of(Storm.Kind.values()).indexOf(kind)));
    }

    Outcome run(@Nullable Trace trace) {
        Storm storm = storm();
        var run = OurRun.explained(ClusterSpec.of(kind.machines(nodes), Storm.COORDINATORS), seed, trace);
        storm.applyTo(run.world(), run.cluster()::leave);
        run.until(Storm.BEGIN_SECONDS - STEP_SECONDS);
        long epoch = run.cluster().committedView().epoch();
        int before = run.ledger().lines().size();
        double whole = untilWhole(storm.endSeconds(), run::until, run.cluster()::isWhole);
        run.until(run.world().now() / 1e9 + QUIET_SECONDS);
        if (!run.isBroken()) {
            run.invariants().checkConverged();
        }
        List<Ledger.Line> lines = run.ledger().lines();
        return new Outcome(
                this,
                run.lines(machine -> !storm.strikes(machine)).count(),
                lines.subList(before, lines.size()).stream()
                        .mapToLong(Ledger.Line::index)
                        .distinct()
                        .count(),
                run.cluster().committedView().epoch() - epoch,
                whole,
                run.ledger().leaderChanges(),
                run.broken());
    }

    PeerOutcome runPeer(Peer peer) {
        Storm storm = storm();
        var run = new PeerRun(peer, kind.machines(nodes), seed);
        IntStream.range(0, kind.machines(nodes)).filter(storm::strikes).forEach(run::ill);
        storm.applyTo(run.world(), run.world()::stop);
        double whole = untilWhole(storm.endSeconds(), run::until, run::isWhole);
        return new PeerOutcome(this, run.wellAccused(), whole);
    }

    private static double untilWhole(double end, DoubleConsumer until, BooleanSupplier isWhole) {
        for (double second = end; second <= end + WHOLE_MOST_SECONDS; second += STEP_SECONDS) {
            until.accept(second);
            if (isWhole.getAsBoolean()) {
                return second - end;
            }
        }
        return Double.NaN;
    }
}
