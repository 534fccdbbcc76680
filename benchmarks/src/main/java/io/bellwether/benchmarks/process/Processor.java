package io.bellwether.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much of this machine's processors was used at a moment since it has started, by all and by some: what is measured while
 * others use them says as much of those.
 *
 * @param allNanos Used by all; NaN where the machine does not tell.
 * @param ownNanos Used by each process that belongs to the measurement, by its id.
 * @param atNanos When that was.
 */
public record Processor(double allNanos, Map<Long, Double> ownNanos, long atNanos) {

    private static final Pattern BLANKS = Pattern.compile(" +");
    /** The kernel counts in hundredths of a second, whatever its own ticks are. */
    private static final double NANOS_PER_TICK = 1e7;

    /** Idle and waiting for a disk, among the numbers behind the word cpu. */
    private static final List<Integer> UNUSED = List.of(4, 5);

    private static final int COUNTED = 8;

    public Processor {
        ownNanos = Collections.unmodifiableMap(new TreeMap<>(ownNanos));
    }

    /** Now; these processes are those that belong to the measurement, this one does too. */
    public static Processor now(List<ProcessHandle> own) {
        Map<Long, Double> used = new TreeMap<>();
        used.put(ProcessHandle.current().pid(), nanos(ProcessHandle.current()));
        own.forEach(process -> used.put(process.pid(), nanos(process)));
        return new Processor(all(), used, System.nanoTime());
    }

    /** What a process has used so far, in nanoseconds. */
    public static double nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static double all() {
        try {
            return used(Files.readAllLines(Path.of("/proc/stat")).getFirst());
        } catch (IOException e) {
            // Another system than Linux.
            return Double.NaN;
        }
    }

    /** Of the line of all processors in /proc/stat: cpu, user, nice, system, idle, iowait, irq, softirq, steal. */
    static double used(String line) {
        List<String> words = BLANKS.splitAsStream(line.strip()).toList();
        double ticks = 0;
        for (int i = 1; i <= COUNTED; i++) {
            ticks += UNUSED.contains(i) ? 0 : Double.parseDouble(words.get(i));
        }
        return ticks * NANOS_PER_TICK;
    }

    /** How many processors all have used since then, on average. */
    public double allSince(Processor before) {
        return (allNanos - before.allNanos) / (atNanos - before.atNanos);
    }

    /** How many others have used since then, on average. */
    public double othersSince(Processor before) {
        double own = 0;
        for (Map.Entry<Long, Double> process : ownNanos.entrySet()) {
            // One that has been killed since then is missed, one that was started is not.
            own += process.getValue() - before.ownNanos.getOrDefault(process.getKey(), 0.0);
        }
        return allSince(before) - own / (atNanos - before.atNanos);
    }
}
