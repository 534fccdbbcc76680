package io.bellwether.benchmarks.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before an instance, lets everything through, later if it is told to, and takes note of when each POST came. Only the
 * beginning of a request is held up: it may come in pieces, and each would be held up once more.
 */
final class SlowingProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final byte[] POST = "POST ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GET = "GET ".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private volatile long delayNanos;

    private SlowingProxy(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    /** Takes connections on a free port of this machine for another. */
    static SlowingProxy before(int port) throws IOException {
        var proxy = new SlowingProxy(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().name("proxy").start(proxy::accept);
        return proxy;
    }

    int port() {
        return server.getLocalPort();
    }

    /** From now on requests wait so long. */
    void delay(Duration delay) {
        delayNanos = delay.toNanos();
    }

    /** When requests came since the last time that was asked, by {@link System#nanoTime()}. */
    long[] takeArrivals() {
        long[] taken = new long[arrivals.size()];
        for (int i = 0; i < taken.length; i++) {
            Long next = arrivals.poll();
            taken[i] = next == null ? 0 : next;
        }
        return taken;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closed, which the loop sees; or a client that has gone before it was greeted.
                Thread.onSpinWait();
            }
        }
    }

    private void serve(Socket client) {
        var back = new Socket();
        open.add(client);
        open.add(back);
        try (client;
                back) {
            client.setTcpNoDelay(true);
            back.setTcpNoDelay(true);
            back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            Thread answers = Thread.ofVirtual().start(() -> pump(back, client, false));
            pump(client, back, true);
            answers.join();
        } catch (IOException e) {
            // Nobody there: the client's connection ends with this.
            close(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
            open.remove(back);
        }
    }

    private void pump(Socket from, Socket to, boolean requests) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (requests && begins(buffer, read)) {
                    hold();
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side has gone; so does the other.
            close(to);
        } finally {
            close(from);
            close(to);
        }
    }

    private boolean begins(byte[] buffer, int read) {
        if (startsWith(buffer, read, POST)) {
            arrivals.add(System.nanoTime());
            return true;
        }
        return startsWith(buffer, read, GET);
    }

    private static boolean startsWith(byte[] buffer, int read, byte[] word) {
        return read >= word.length && Arrays.equals(buffer, 0, word.length, word, 0, word.length);
    }

    private void hold() {
        long end = System.nanoTime() + delayNanos;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket of this machine cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(SlowingProxy::close);
    }
}
