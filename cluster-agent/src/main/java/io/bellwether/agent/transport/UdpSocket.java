package io.bellwether.agent.transport;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.wire.Datagram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.function.Consumer;

/**
 * One non-blocking socket. Whatever the network does, nothing here throws once it is open: it is counted. Confined to one
 * thread.
 */
public final class UdpSocket implements AutoCloseable {

    /** What may wait in the operating system while the loop is busy; the kernel gives what it allows. */
    private static final int SOCKET_BUFFER_BYTES = 1 << 20;

    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Counters counters;
    private final SendQueue queue = new SendQueue();

    /** One byte longer than any datagram, so that a longer one shows. */
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(Datagram.BYTES_MAX + 1);

    private UdpSocket(DatagramChannel channel, InetSocketAddress local, Counters counters) {
        this.channel = channel;
        this.local = local;
        this.counters = counters;
    }

    /** Opens a socket; without a secret only on loopback. */
    public static UdpSocket open(HostPort bind, boolean hasSecret, Counters counters) {
        InetSocketAddress address = new InetSocketAddress(resolved(bind), bind.port());
        if (!hasSecret && !address.getAddress().isLoopbackAddress()) {
            throw new CannotListenException(
                    "The agent would listen on %s without a cluster secret".formatted(bind),
                    "Anybody who reaches that address could join, accuse members and read what they say",
                    "Set cluster.secret-file (or cluster.secret) to the secret of the cluster, or listen on 127.0.0.1",
                    null);
        }
        return bound(bind, address, counters);
    }

    private static InetAddress resolved(HostPort bind) {
        try {
            return InetAddress.getByName(bind.host());
        } catch (UnknownHostException e) {
            throw new CannotListenException(
                    "The host '%s', on which the agent should listen, is unknown".formatted(bind.host()),
                    "Without an address of its own it cannot be a member",
                    "Set cluster.node.bind to an address of this machine, 127.0.0.1:0 for tests",
                    e);
        }
    }

    private static UdpSocket bound(HostPort bind, InetSocketAddress address, Counters counters) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            try {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
                channel.bind(address);
                return new UdpSocket(channel, (InetSocketAddress) channel.getLocalAddress(), counters);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotListenException(
                    "The agent cannot listen on UDP %s: %s".formatted(bind, e.getMessage()),
                    "Another process has the port, or the address is none of this machine's",
                    "End that process, or set cluster.node.bind to a free address and port",
                    e);
        }
    }

    /** To be registered with a selector. */
    public DatagramChannel channel() {
        return channel;
    }

    /** Where it listens, with the port that the operating system chose. */
    public InetSocketAddress localAddress() {
        return local;
    }

    /** Receives what is there, at most so many. Each is valid until the receiver returns. Returns how many there were. */
    public int receive(int datagramsMax, Consumer<ByteBuffer> receiver) {
        int received = 0;
        while (received < datagramsMax && receiveOne()) {
            received++;
            incoming.flip();
            counters.one(AgentCount.DATAGRAMS_RECEIVED);
            counters.add(AgentCount.BYTES_RECEIVED, incoming.remaining());
            receiver.accept(incoming);
        }
        return received;
    }

    private boolean receiveOne() {
        incoming.clear();
        try {
            return channel.receive(incoming) != null;
        } catch (IOException e) {
            counters.one(AgentCount.RECEIVE_ERRORS);
            return false;
        }
    }

    /** Sends a datagram, or keeps it until the network takes more. */
    public void send(ByteBuffer datagram, InetSocketAddress to) {
        if (!queue.isEmpty() || !sent(datagram, to)) {
            if (queue.add(datagram, to)) {
                counters.one(AgentCount.SEND_QUEUE_OVERFLOWS);
            }
        }
    }

    /** Whether something waits for the network to take more; then {@link #flush} is to be called when it does. */
    public boolean hasBacklog() {
        return !queue.isEmpty();
    }

    /** Sends what waits, as far as the network takes it. */
    public void flush() {
        for (SendQueue.Waiting next = queue.first(); next != null; next = queue.first()) {
            if (!sent(next.datagram(), next.to())) {
                return;
            }
            queue.removeFirst();
        }
    }

    /** Whether the datagram is done with: sent, or refused for good. */
    private boolean sent(ByteBuffer datagram, InetSocketAddress to) {
        int bytes = datagram.remaining();
        try {
            if (channel.send(datagram, to) == 0 && bytes > 0) {
                return false;
            }
            counters.one(AgentCount.DATAGRAMS_SENT);
            counters.add(AgentCount.BYTES_SENT, bytes);
        } catch (IOException e) {
            counters.one(AgentCount.SEND_ERRORS);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The file descriptor is gone in any case, and nobody is left who could do anything about it.
            counters.one(AgentCount.RECEIVE_ERRORS);
        }
    }
}
