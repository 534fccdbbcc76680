package io.bellwether.devservices.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel tells about a process beyond that it is alive.
 *
 * @param paused Whether it was stopped by a signal.
 * @param memoryBytes Its share of the memory, with that of the processes it started; null where the kernel does not say.
 */
public record ProcessFacts(boolean paused, @Nullable Long memoryBytes) {

    private static final int KIB = 1024;

    public static ProcessFacts of(ProcessHandle process) {
        return new ProcessFacts(state(process) == 'T', memory(process));
    }

    /** Ended, but not collected by its parent: where the first process of a container collects none. */
    static boolean isZombie(ProcessHandle process) {
        return state(process) == 'Z';
    }

    private static char state(ProcessHandle process) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            // The name stands in brackets and may hold anything, brackets included.
            int behindName = stat.lastIndexOf(')') + 2;
            return behindName < stat.length() ? stat.charAt(behindName) : '?';
        } catch (IOException e) {
            // No /proc, or the process has gone meanwhile.
            return '?';
        }
    }

    private static @Nullable Long memory(ProcessHandle process) {
        long sum = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(ProcessFacts::proportionalBytes)
                .sum();
        return sum == 0 ? null : sum;
    }

    /** Pages that several processes share count by their part in each. */
    private static long proportionalBytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    * KIB;
        } catch (IOException | java.io.UncheckedIOException e) {
            // No /proc, or the process has gone meanwhile.
            return 0;
        }
    }
}
