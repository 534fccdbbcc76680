package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy on the way to a peer, as a firewall or an address translator would be. */
final class Wire implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final ServerSocket door;
    private final int ownPort;
    private volatile int targetPort;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile long idleNanosMax = NEVER;

    Wire(int targetPort) throws IOException {
        this.ownPort = targetPort;
        this.targetPort = targetPort;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
        Future<?> unused = clock.scheduleWithFixedDelay(this::dropIdle, 20, 20, TimeUnit.MILLISECONDS);
    }

    /** Where its own peer listens, wherever it leads. */
    int targetPort() {
        return ownPort;
    }

    /** The address was given to another: what there was breaks, and what comes leads there. */
    void leadTo(int port) {
        targetPort = port;
        links.forEach(Link::end);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Connections that were made through it, ever. */
    int accepted() {
        return accepted.get();
    }

    /** Connections that were idle for too long and so were closed. */
    int dropped() {
        return dropped.get();
    }

    /** Connections now. */
    int open() {
        return links.size();
    }

    void dropAfterIdle(Duration idle) {
        idleNanosMax = idle.toNanos();
    }

    /** From now on nothing comes through on the connections that there are, in either direction; new ones are fine. */
    void swallow() {
        links.forEach(link -> link.swallows = true);
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                var link = new Link(door.accept());
                accepted.incrementAndGet();
                links.add(link);
                link.begin();
            } catch (IOException e) {
                if (!door.isClosed()) {
                    accepted.incrementAndGet(); // Tried, and nobody was there behind it.
                }
            }
        }
    }

    private void dropIdle() {
        long now = System.nanoTime();
        for (Link link : links) {
            if (now - link.lastNanos >= idleNanosMax) {
                dropped.incrementAndGet();
                link.end();
            }
        }
    }

    private final class Link {

        private final Socket near;
        private final Socket far;
        private volatile long lastNanos = System.nanoTime();
        private volatile boolean swallows;

        Link(Socket near) throws IOException {
            this.near = near;
            near.setTcpNoDelay(true);
            try {
                this.far = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                far.setTcpNoDelay(true);
            } catch (IOException e) {
                near.close();
                throw e;
            }
        }

        void begin() {
            Thread.ofVirtual().start(() -> pump(near, far));
            Thread.ofVirtual().start(() -> pump(far, near));
        }

        private void pump(Socket from, Socket to) {
            byte[] bytes = new byte[64 * 1024];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                    lastNanos = System.nanoTime();
                    if (!swallows) {
                        out.write(bytes, 0, length);
                    }
                }
            } catch (IOException e) {
                end();
                return;
            }
            if (!swallows) {
                end();
            }
        }

        void end() {
            links.remove(this);
            try {
                near.close();
                far.close();
            } catch (IOException e) {
                throw new IllegalStateException("a socket does not close", e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        door.close();
        links.forEach(Link::end);
    }
}
