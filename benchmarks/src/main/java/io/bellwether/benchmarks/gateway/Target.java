package io.bellwether.benchmarks.gateway;

import io.bellwether.benchmarks.process.ChildProcess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody who is asked, and what that has shown so far. */
final class Target {

    private final String name;
    private final int port;
    private final @Nullable ChildProcess process;
    private final List<Double> perSecond = new ArrayList<>();
    private final List<Double> p50Millis = new ArrayList<>();
    private final List<Double> p99Millis = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();
    private long failed;

    /**
     * A target.
     *
     * @param process What it runs as; null for the service itself, which runs anyway.
     */
    Target(String name, int port, @Nullable ChildProcess process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    boolean isBetween() {
        return process != null;
    }

    long cpuNanos() {
        return process == null ? 0 : process.cpuNanos();
    }

    double residentMegabytes() {
        return process == null ? Double.NaN : process.residentMegabytes();
    }

    /** Takes note of a run in which it took so much of the processor. */
    void ran(ClosedLoop.Load load, long cpuNanosTaken) {
        perSecond.add(load.perSecond());
        p50Millis.add(load.p50Millis());
        p99Millis.add(load.p99Millis());
        cpuMicros.add(cpuNanosTaken / 1e3 / Math.max(1, load.requests()));
        failed += load.failed();
    }

    List<Double> perSecond() {
        return perSecond;
    }

    List<Double> p50Millis() {
        return p50Millis;
    }

    List<Double> p99Millis() {
        return p99Millis;
    }

    List<Double> cpuMicros() {
        return cpuMicros;
    }

    long failed() {
        return failed;
    }
}
