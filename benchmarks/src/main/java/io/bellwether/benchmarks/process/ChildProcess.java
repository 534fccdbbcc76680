package io.bellwether.benchmarks.process;

import io.bellwether.devservices.process.Processes;
import io.bellwether.devservices.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A process of a benchmark: ends with it, and can be stopped, killed and started again. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 100;
    private static final double KIB_PER_MIB = 1_024;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path output;
    private final Thread hook = new Thread(this::kill, "end-process");
    private volatile Process process;

    private ChildProcess(String name, List<String> command, Map<String, String> environment, Path output) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = environment;
        this.output = output;
        this.process = begin();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts one, whose output goes into a file. */
    public static ChildProcess start(String name, List<String> command, Map<String, String> environment, Path output) {
        return new ChildProcess(name, command, environment, output);
    }

    private Process begin() {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be started: %s".formatted(name, e.getMessage()), e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Processor time of it and of what it has started, so far, in nanoseconds. */
    public long cpuNanos() {
        return all().mapToLong(each ->
                        each.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }

    /** What of it and of what it has started is in memory, in MiB; NaN where the machine does not tell. */
    public double residentMegabytes() {
        return all().mapToDouble(ChildProcess::residentMegabytes).sum();
    }

    private static double residentMegabytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            // Another system than Linux.
            return Double.NaN;
        }
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    /** As {@code kill -9} does it. */
    public void kill() {
        process.destroyForcibly();
    }

    /** The same command again, after it has ended. */
    public void startAgain() {
        end(process);
        process = begin();
    }

    public void stop() {
        Processes.signal(process.toHandle(), Signal.STOP);
    }

    public void goOn() {
        Processes.signal(process.toHandle(), Signal.CONT);
    }

    /** Waits until something is so; fails when the process ends before, or after a time. */
    public void await(String what, Duration limit, BooleanSupplier isSo) {
        long end = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (ends(process, Duration.ofMillis(POLL_MILLIS))) {
                throw new IllegalStateException("%s has ended: %s".formatted(name, written()));
            }
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "%s: not %s after %d s: %s".formatted(name, what, limit.toSeconds(), written()));
            }
        }
    }

    private String written() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ends(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a process was waited for", e);
        }
    }

    private static void end(Process process) {
        if (!ends(process, END_LIMIT)) {
            process.destroyForcibly();
            ends(process, END_LIMIT);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        // One that stands still does not hear that it shall end.
        if (process.isAlive()) {
            goOn();
        }
        process.destroy();
        end(process);
    }
}
