package io.bellwether.agent.sampling;

import io.bellwether.protocol.health.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * CPU in percent of what may be used. Where the cgroup has a quota, that and what all processes under it use: a neighbour
 * in the same container takes as much from us as we do. Where there is none, this process and all processors.
 */
public final class CpuSource implements Source {

    private final Cgroup cgroup;
    private final LongSupplier processNanos;
    private final int processors;
    private final List<Rate> levels = new ArrayList<>();
    private final Rate process = new Rate();

    /**
     * Reads these.
     *
     * @param processNanos The CPU time of this process so far, negative where it is not known.
     */
    public CpuSource(Cgroup cgroup, LongSupplier processNanos, int processors) {
        this.cgroup = cgroup;
        this.processNanos = processNanos;
        this.processors = processors;
    }

    @Override
    public Dimension dimension() {
        return Dimension.CPU;
    }

    @Override
    public double sample(long nowNanos) throws IOException {
        List<Cgroup.CpuUse> uses = cgroup.cpu();
        double ofProcess = ofProcess(nowNanos);
        if (uses.isEmpty()) {
            return ofProcess;
        }
        while (levels.size() < uses.size()) {
            levels.add(new Rate());
        }
        double worst = Double.NaN;
        for (int i = 0; i < uses.size(); i++) {
            Cgroup.CpuUse use = uses.get(i);
            double percent = levels.get(i).percent(use.usedNanos(), nowNanos) / use.cpusMax();
            worst = Double.isNaN(worst) ? percent : Math.max(worst, percent);
        }
        return worst;
    }

    private double ofProcess(long nowNanos) {
        long used = processNanos.getAsLong();
        return used < 0 ? Double.NaN : process.percent(used, nowNanos) / processors;
    }
}
