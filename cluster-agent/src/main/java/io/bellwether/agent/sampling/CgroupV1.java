package io.bellwether.agent.sampling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The files of version 1: a tree for each controller. */
final class CgroupV1 implements Cgroup {

    /** Without a limit on memory the file holds the largest number of pages. */
    private static final long NO_LIMIT_BYTES = 1L << 60;

    private static final long PERIOD_MICROS = 100_000;

    private final List<Path> cpu;
    private final List<Path> accounts;
    private final List<Path> memory;

    CgroupV1(Path fileSystem, List<String> procSelfCgroup) {
        cpu = levels(fileSystem, "cpu", procSelfCgroup);
        accounts = levels(fileSystem, "cpuacct", procSelfCgroup);
        memory = levels(fileSystem, "memory", procSelfCgroup);
    }

    private static List<Path> levels(Path fileSystem, String controller, List<String> procSelfCgroup) {
        for (String line : procSelfCgroup) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                return Cgroup.levels(fileSystem.resolve(controller), parts[2]);
            }
        }
        return List.of();
    }

    @Override
    public List<CpuUse> cpu() throws IOException {
        List<CpuUse> uses = new ArrayList<>();
        for (int i = 0; i < Math.min(cpu.size(), accounts.size()); i++) {
            OptionalLong quota = Cgroup.number(Cgroup.text(cpu.get(i).resolve("cpu.cfs_quota_us")));
            OptionalLong used = Cgroup.number(Cgroup.text(accounts.get(i).resolve("cpuacct.usage")));
            if (quota.isPresent() && used.isPresent()) {
                double period = Cgroup.number(Cgroup.text(cpu.get(i).resolve("cpu.cfs_period_us")))
                        .orElse(PERIOD_MICROS);
                uses.add(new CpuUse(quota.getAsLong() / period, used.getAsLong()));
            }
        }
        return uses;
    }

    @Override
    public List<MemoryUse> memory() throws IOException {
        List<MemoryUse> uses = new ArrayList<>();
        for (Path level : memory) {
            OptionalLong limit = Cgroup.number(Cgroup.text(level.resolve("memory.limit_in_bytes")));
            OptionalLong used = Cgroup.number(Cgroup.text(level.resolve("memory.usage_in_bytes")));
            boolean limited = limit.isPresent() && limit.getAsLong() > 0 && limit.getAsLong() < NO_LIMIT_BYTES;
            if (limited && used.isPresent()) {
                long cached = Cgroup.named(level.resolve("memory.stat"), "total_inactive_file")
                        .orElse(0);
                uses.add(new MemoryUse(limit.getAsLong(), Math.max(0, used.getAsLong() - cached)));
            }
        }
        return uses;
    }
}
