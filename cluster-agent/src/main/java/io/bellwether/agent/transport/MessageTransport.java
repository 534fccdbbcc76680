package io.bellwether.agent.transport;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.wire.Authenticator;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.Decoded;
import io.bellwether.protocol.wire.Paging;
import io.bellwether.protocol.wire.Refusal;
import io.bellwether.protocol.wire.ReplayGuard;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Messages over a socket: signed and numbered on the way out, checked on the way in. Confined to one thread. */
public final class MessageTransport implements AutoCloseable {

    private final UdpSocket socket;
    private final Codec codec;
    private final Paging paging = new Paging();
    private final Counters counters;
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(Datagram.BYTES_MAX);

    /** Never starts again within a process, whatever incarnations it has: a nonce is used once. */
    private long nonce;

    public MessageTransport(UdpSocket socket, Authenticator authenticator, Counters counters) {
        this.socket = socket;
        this.codec = new Codec(authenticator, new ReplayGuard());
        this.counters = counters;
    }

    public UdpSocket socket() {
        return socket;
    }

    /** Receives what is there, at most so many datagrams, and hands over those that are messages. */
    public int receive(int datagramsMax, MessageReceiver receiver) {
        return socket.receive(datagramsMax, datagram -> take(datagram, receiver));
    }

    private void take(ByteBuffer datagram, MessageReceiver receiver) {
        int bytes = datagram.remaining();
        switch (codec.decode(datagram)) {
            case Refusal refusal -> counters.refused(refusal);
            case Decoded.Received(long sender, long number, Message message) -> {
                if (message instanceof Message.Beat) {
                    counters.one(AgentCount.HEARTBEATS_RECEIVED);
                } else if (isGossip(message)) {
                    counters.add(AgentCount.GOSSIP_BYTES_RECEIVED, bytes);
                }
                receiver.received(sender, message);
            }
        }
    }

    /** Sends a message in the name of this incarnation, in as many datagrams as it takes. */
    public void send(long self, Message message, InetSocketAddress to) {
        if (message instanceof Message.Beat) {
            sendOne(self, message, to);
            return;
        }
        for (Message page : paging.pages(message)) {
            sendOne(self, page, to);
        }
    }

    private void sendOne(long self, Message message, InetSocketAddress to) {
        outgoing.clear();
        int bytes = codec.encode(self, ++nonce, message, outgoing);
        outgoing.flip();
        if (message instanceof Message.Beat) {
            counters.one(AgentCount.HEARTBEATS_SENT);
        } else if (isGossip(message)) {
            counters.add(AgentCount.GOSSIP_BYTES_SENT, bytes);
        }
        socket.send(outgoing, to);
    }

    private static boolean isGossip(Message message) {
        return switch (message) {
            case Message.Gossip gossip -> true;
            case Message.Rumours rumours -> true;
            case Message.Buckets buckets -> true;
            case Message.Versions versions -> true;
            case Message.Deltas deltas -> true;
            case Message.DeltasWanted wanted -> true;
            case Message.Beat beat -> false;
            case Message.Report report -> false;
            case Message.Relay relay -> false;
            case Message.Ping ping -> false;
            case Message.Pong pong -> false;
            case Message.Ask ask -> false;
            case Message.Opinion opinion -> false;
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
