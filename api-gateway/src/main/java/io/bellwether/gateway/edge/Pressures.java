package io.bellwether.gateway.edge;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What each event loop is under. There are as many as processors, and they live as long as the server. */
final class Pressures {

    private final LongSupplier nanoTime;
    private final Map<EventLoop, Pressure> loops = new ConcurrentHashMap<>();

    Pressures(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** That of this loop, which looks at itself from now on. */
    Pressure of(EventLoop loop) {
        return loops.computeIfAbsent(loop, this::watch);
    }

    private Pressure watch(EventLoop loop) {
        var pressure = new Pressure(nanoTime.getAsLong());
        var unused = loop.scheduleWithFixedDelay(
                () -> pressure.tick(nanoTime.getAsLong()),
                Pressure.TICK.toNanos(),
                Pressure.TICK.toNanos(),
                TimeUnit.NANOSECONDS);
        return pressure;
    }
}
