package io.bellwether.agent.sampling;

import io.bellwether.protocol.health.Dimension;
import java.io.IOException;
import java.util.function.DoubleSupplier;

/**
 * Memory in percent: of the cgroup, at whose limit the kernel kills, or of the heap as the last collection left it, at
 * whose limit the program stands still; whichever is worse.
 */
public final class MemorySource implements Source {

    private final Cgroup cgroup;
    private final DoubleSupplier heapPercent;

    /**
     * Reads these.
     *
     * @param heapPercent What lives in the heap after collection, in percent of its limit; NaN where it is not known.
     */
    public MemorySource(Cgroup cgroup, DoubleSupplier heapPercent) {
        this.cgroup = cgroup;
        this.heapPercent = heapPercent;
    }

    @Override
    public Dimension dimension() {
        return Dimension.MEMORY;
    }

    @Override
    public double sample(long nowNanos) throws IOException {
        double worst = heapPercent.getAsDouble();
        for (Cgroup.MemoryUse use : cgroup.memory()) {
            worst = Double.isNaN(worst) ? use.percent() : Math.max(worst, use.percent());
        }
        return worst;
    }
}
