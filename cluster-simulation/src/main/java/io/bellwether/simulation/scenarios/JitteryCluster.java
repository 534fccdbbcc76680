package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.Cluster;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.cluster.Observer;
import io.bellwether.simulation.network.Latency;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Our whole cluster on jittery links; only those among the coordinators are calm, because the log shall not be what is
 * measured. One service crashes in the end.
 */
final class JitteryCluster implements Observer {

    private static final int NODES = 40;
    private static final int EDGES = 10;
    private static final long COUNTED_NANOS = 120 * JitteryTrace.SECOND;
    private static final long AFTER_NANOS = 12 * JitteryTrace.SECOND;

    /** What one cluster gave, or several together. */
    static final class Figures {
        final CrashFigures crash = new CrashFigures();
        double edgeHours;
        long mistakes;

        void addAll(Figures other) {
            crash.addAll(other.crash);
            edgeHours += other.edgeHours;
            mistakes += other.mistakes;
        }
    }

    private final CrashRun run;
    private final Cluster cluster;
    private final long seed;
    private final Figures figures = new Figures();
    private final long crashNanos;

    JitteryCluster(double threshold, long seed) {
        this.seed = seed;
        this.crashNanos =
                JitteryTrace.WARM_UP_NANOS + COUNTED_NANOS + new SplittableRandom(seed).nextLong(JitteryTrace.SECOND);
        ClusterSpec spec = ClusterSpec.of(NODES, CrashPlan.COORDINATORS)
                .with(Sweep.profile(TimingProfile.DEFAULT.silenceFloor(), threshold))
                .with(JitteryTrace.DELAY);
        run = new CrashRun(spec, seed, null);
        cluster = run.cluster();
        for (int one : spec.coordinators()) {
            for (int other : spec.coordinators()) {
                cluster.world().network().latency(one, other, Latency.lan());
            }
        }
        cluster.observe(this);
    }

    Figures run() {
        int victim = CrashPlan.COORDINATORS + new SplittableRandom(seed).nextInt(NODES - CrashPlan.COORDINATORS);
        figures.crash.addAll(run.run(List.of(victim), crashNanos, crashNanos + AFTER_NANOS));
        figures.edgeHours = (double) (NODES * EDGES * COUNTED_NANOS) / 3600e9;
        return figures;
    }

    @Override
    public void edgeChanged(int machine, long subject, EdgeVerdict verdict) {
        long now = cluster.world().now();
        if (verdict == EdgeVerdict.SILENT && now >= crashNanos - COUNTED_NANOS && now < crashNanos) {
            figures.mistakes++;
        }
    }
}
