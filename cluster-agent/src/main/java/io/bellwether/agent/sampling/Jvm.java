package io.bellwether.agent.sampling;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/** What this JVM tells of itself. */
public final class Jvm {

    private Jvm() {}

    /** The CPU time of this process so far, -1 where it is not known. */
    public static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    /** What lives in the heap as the last collections left it, in percent of the largest heap; NaN if not known. */
    public static double heapPercent() {
        long max = Runtime.getRuntime().maxMemory();
        return max <= 0 || max == Long.MAX_VALUE
                ? Double.NaN
                : 100.0 * livingBytes(ManagementFactory.getMemoryPoolMXBeans()) / max;
    }

    static long livingBytes(List<MemoryPoolMXBean> pools) {
        long bytes = 0;
        for (MemoryPoolMXBean pool : pools) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            bytes += usage == null ? 0 : usage.getUsed();
        }
        return bytes;
    }

    /** How long collections have stopped the program so far. */
    public static long gcPauseMillis() {
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            millis += stopsTheProgram(collector.getName()) ? Math.max(0, collector.getCollectionTime()) : 0;
        }
        return millis;
    }

    /** The time of ZGC's and Shenandoah's cycles and of G1's concurrent collector is spent beside the program. */
    static boolean stopsTheProgram(String collector) {
        return !collector.contains("Cycles") && !collector.contains("Concurrent");
    }
}
