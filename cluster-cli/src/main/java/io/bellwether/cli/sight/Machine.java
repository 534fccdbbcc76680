package io.bellwether.cli.sight;

import com.sun.management.OperatingSystemMXBean;
import io.bellwether.devservices.home.Home;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * This machine. What the operating system does not tell is {@link #UNKNOWN}.
 *
 * @param load Programs that wanted a core, on average of the last minute.
 * @param memoryFreeBytes What can still be had without swapping.
 * @param openFilesMax What a process that is started from here may open.
 * @param folder Where the data of a system here is, or would be.
 * @param diskFreeBytes What is left for them.
 */
public record Machine(
        int jdkRelease,
        String jdk,
        String system,
        int cores,
        double load,
        long memoryBytes,
        long memoryFreeBytes,
        long openFilesMax,
        Path folder,
        long diskFreeBytes) {

    public static final long UNKNOWN = -1;

    private static final int KIB = 1024;
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    /** Behind its name stand the limit that holds, and the one up to which every JVM raises it by itself. */
    private static final String OPEN_FILES = "Max open files";

    /** Looks at it. */
    public static Machine look(Home home) {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var folder = existing(home.folder());
        return new Machine(
                Runtime.version().feature(),
                Runtime.version().toString(),
                "%s %s, %s".formatted(system.getName(), system.getVersion(), system.getArch()),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                system.getTotalMemorySize(),
                memoryFree(system),
                openFiles(),
                folder,
                free(folder));
    }

    /** The folder, or what is there of the way to it. */
    static Path existing(Path folder) {
        var there = folder.toAbsolutePath();
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            // Told as unknown: a disk that does not say is judged by its writes.
            return UNKNOWN;
        }
    }

    private static long memoryFree(OperatingSystemMXBean system) {
        var kibibytes = lines(MEMORY).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
        long free = kibibytes.isPresent() ? kibibytes.getAsLong() * KIB : system.getFreeMemorySize();
        return Math.min(free, system.getTotalMemorySize());
    }

    private static long openFiles() {
        return lines(LIMITS).stream()
                .filter(line -> line.startsWith(OPEN_FILES))
                .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+"))
                .filter(columns -> columns.length > 1)
                .mapToLong(columns -> number(columns[1]))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static long number(String limit) {
        return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
    }

    /** None where there is no such file: not Linux. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
