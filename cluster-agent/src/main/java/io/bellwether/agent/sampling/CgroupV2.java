package io.bellwether.agent.sampling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The files of version 2: one tree for everything. */
record CgroupV2(List<Path> levels) implements Cgroup {

    private static final long NANOS_PER_MICRO = 1_000L;

    CgroupV2 {
        levels = List.copyOf(levels);
    }

    @Override
    public List<CpuUse> cpu() throws IOException {
        List<CpuUse> uses = new ArrayList<>();
        for (Path level : levels) {
            String[] quotaAndPeriod = Cgroup.text(level.resolve("cpu.max")).split(" ", -1);
            OptionalLong quota = Cgroup.number(quotaAndPeriod[0]);
            OptionalLong used = Cgroup.named(level.resolve("cpu.stat"), "usage_usec");
            if (quota.isPresent() && used.isPresent() && quotaAndPeriod.length == 2) {
                double period = Cgroup.number(quotaAndPeriod[1]).orElse(100_000);
                uses.add(new CpuUse(quota.getAsLong() / period, used.getAsLong() * NANOS_PER_MICRO));
            }
        }
        return uses;
    }

    @Override
    public List<MemoryUse> memory() throws IOException {
        List<MemoryUse> uses = new ArrayList<>();
        for (Path level : levels) {
            OptionalLong limit = Cgroup.number(Cgroup.text(level.resolve("memory.max")));
            OptionalLong used = Cgroup.number(Cgroup.text(level.resolve("memory.current")));
            if (limit.isPresent() && used.isPresent() && limit.getAsLong() > 0) {
                // Cached files that nobody uses are given back before anything is killed.
                long cached = Cgroup.named(level.resolve("memory.stat"), "inactive_file")
                        .orElse(0);
                uses.add(new MemoryUse(limit.getAsLong(), Math.max(0, used.getAsLong() - cached)));
            }
        }
        return uses;
    }
}
