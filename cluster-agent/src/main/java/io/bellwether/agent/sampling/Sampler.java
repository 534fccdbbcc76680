package io.bellwether.agent.sampling;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.health.Dimension;
import io.bellwether.protocol.health.HealthInput;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all sources at an interval, on a thread of its own, since files of the kernel can take their time. */
public final class Sampler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final List<Source> sources;
    private final Consumer<HealthInput> sink;
    private final Counters counters;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long intervalNanos;
    private final Set<Dimension> failing = EnumSet.noneOf(Dimension.class);

    public Sampler(String name, List<Source> sources, Consumer<HealthInput> sink, Counters counters) {
        this.sources = List.copyOf(sources);
        this.sink = sink;
        this.counters = counters;
        this.thread = Workers.daemon(this::run, name);
    }

    public void start(Duration interval) {
        intervalNanos = interval.toNanos();
        thread.start();
    }

    private void run() {
        try {
            do {
                sample();
            } while (!closed.await(intervalNanos, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // Nobody but the JVM's end does that.
            Thread.currentThread().interrupt();
        }
    }

    /** Reads every source once. One that fails is not known until it works again; it is told once. */
    void sample() {
        counters.one(AgentCount.HEALTH_SAMPLES);
        for (Source source : sources) {
            double input = Double.NaN;
            try {
                input = source.sample(System.nanoTime());
                failing.remove(source.dimension());
            } catch (IOException | RuntimeException e) {
                failed(source, e);
            }
            sink.accept(new HealthInput.Measured(source.dimension(), input));
        }
    }

    private void failed(Source source, Exception e) {
        counters.one(AgentCount.HEALTH_SOURCE_FAILURES);
        if (failing.add(source.dimension())) {
            LOG.atWarn()
                    .setCause(e)
                    .addKeyValue("action", "agent.sample.failed")
                    .addKeyValue("dimension", source.dimension())
                    .log("a measurement of the host fails; its dimension takes no part in the score until it works");
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
