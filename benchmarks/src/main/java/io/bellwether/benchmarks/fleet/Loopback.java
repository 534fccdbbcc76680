package io.bellwether.benchmarks.fleet;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.agent.worker.Workers;
import io.bellwether.protocol.detector.EdgeVerdict;
import io.bellwether.protocol.message.Freshness;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.Decoded;
import io.bellwether.protocol.wire.ReplayGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Ten members in one socket, which send signed messages to one node over loopback and hear what it says. */
final class Loopback implements AutoCloseable {

    private static final long BATCH_NANOS = 1_000_000;
    private static final long BATCHES_PER_SECOND = 1_000;
    private static final long SETTLE_NANOS = 500_000_000;
    private static final int PINGS_MAX = 1 << 20;
    private static final Path KERNEL = Path.of("/proc/net/udp");

    private final DatagramChannel channel;
    private final LoopbackNode node;
    private final Codec codec = new Codec(ClusterSecret.keyRing(LoopbackNode.SECRET), new ReplayGuard());
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(Datagram.BYTES_MAX);
    private final Thread listener = Workers.daemon(this::listen, "loopback-peers");
    private final AtomicLongArray pingNanos = new AtomicLongArray(PINGS_MAX);
    private final long[] roundTripNanos = new long[PINGS_MAX];
    private final AtomicInteger pongs = new AtomicInteger();
    private long sent;
    private long nonce;

    /**
     * What came of a flood.
     *
     * @param perSecond Heartbeats taken per second.
     * @param lostShare Of those sent, how many never arrived.
     * @param kernelDrops How many the operating system says that it dropped before the node's socket, if it says so.
     */
    record Flood(double perSecond, double lostShare, OptionalLong kernelDrops) {}

    /** Round trips, in milliseconds. */
    record RoundTrips(double p50, double p99, int pings, int pongs) {}

    Loopback() throws IOException {
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        node = new LoopbackNode(((InetSocketAddress) channel.getLocalAddress()).getPort());
        listener.start();
    }

    /** Sends so many heartbeats a second, spread evenly, for so long. */
    Flood flood(int perSecond, int seconds) throws IOException {
        long receivedBefore = node.count(AgentCount.HEARTBEATS_RECEIVED);
        OptionalLong dropsBefore = kernelDrops();
        long first = sent;
        long started = System.nanoTime();
        for (long batch = 0; batch < seconds * BATCHES_PER_SECOND; batch++) {
            for (long wanted = (batch + 1) * perSecond / BATCHES_PER_SECOND; sent - first < wanted; ) {
                beat();
            }
            waitUntil(started + (batch + 1) * BATCH_NANOS);
        }
        double taken = (System.nanoTime() - started) / 1e9;
        waitUntil(System.nanoTime() + SETTLE_NANOS);
        long received = node.count(AgentCount.HEARTBEATS_RECEIVED) - receivedBefore;
        OptionalLong drops = kernelDrops();
        long beats = sent - first;
        return new Flood(
                received / taken,
                (double) (beats - received) / beats,
                drops.isPresent() && dropsBefore.isPresent()
                        ? OptionalLong.of(drops.getAsLong() - dropsBefore.getAsLong())
                        : OptionalLong.empty());
    }

    private void beat() throws IOException {
        long peer = LoopbackNode.FIRST_PEER + sent % LoopbackNode.PEERS;
        long sequence = 1 + sent / LoopbackNode.PEERS;
        sent++;
        send(peer, new Message.Beat(1, sequence, 0, 0, EdgeVerdict.GOOD, false, 100, 1, 1, new Freshness(1, 2, 50)));
    }

    /** Asks for so many signs of life a second, for so long. */
    RoundTrips roundTrips(int perSecond, int seconds) throws IOException {
        int pings = Math.min(PINGS_MAX - 1, perSecond * seconds);
        pongs.set(0);
        long gap = 1_000_000_000L / perSecond;
        long started = System.nanoTime();
        for (int i = 0; i < pings; i++) {
            pingNanos.set(i, System.nanoTime());
            send(LoopbackNode.FIRST_PEER, new Message.Ping(1, i));
            waitUntil(started + (i + 1) * gap);
        }
        waitUntil(System.nanoTime() + SETTLE_NANOS);
        int heard = pongs.get();
        long[] sorted = Arrays.copyOf(roundTripNanos, heard);
        Arrays.sort(sorted);
        return new RoundTrips(percentile(sorted, 0.5), percentile(sorted, 0.99), pings, heard);
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    private void send(long sender, Message message) throws IOException {
        outgoing.clear();
        codec.encode(sender, ++nonce, message, outgoing);
        outgoing.flip();
        channel.send(outgoing, node.address());
    }

    private static void waitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void listen() {
        var incoming = ByteBuffer.allocateDirect(Datagram.BYTES_MAX);
        var ears = new Codec(ClusterSecret.keyRing(LoopbackNode.SECRET), new ReplayGuard());
        try {
            while (true) {
                incoming.clear();
                channel.receive(incoming);
                incoming.flip();
                if (ears.decode(incoming) instanceof Decoded.Received(long from, long number, Message.Pong pong)) {
                    int at = pongs.get();
                    roundTripNanos[at] = System.nanoTime() - pingNanos.get((int) pong.nonce());
                    pongs.set(at + 1);
                }
            }
        } catch (ClosedChannelException e) {
            // The measurement is over.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Linux has dropped because the node's socket was full; elsewhere nobody knows. */
    private OptionalLong kernelDrops() throws IOException {
        if (!Files.isReadable(KERNEL)) {
            return OptionalLong.empty();
        }
        String port = String.format(Locale.ROOT, ":%04X", node.address().getPort());
        return Files.readAllLines(KERNEL).stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 12 && columns[1].endsWith(port))
                .mapToLong(columns -> Long.parseLong(columns[12]))
                .findFirst();
    }

    @Override
    public void close() {
        node.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
