package io.bellwether.agent.transport;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.Refusal;
import io.bellwether.protocol.wire.ReplayGuard;
import io.bellwether.protocol.wire.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MessageTransportTest {

    private static final HostPort ANY = new HostPort("127.0.0.1", 0);
    private static final ClusterSecret SECRET = ClusterSecret.of(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });

    private final Counters counters = new Counters();
    private final UdpSocket socket = UdpSocket.open(ANY, true, counters);
    private final MessageTransport transport = new MessageTransport(socket, ClusterSecret.keyRing(SECRET), counters);
    private final UdpSocket stranger = UdpSocket.open(ANY, true, new Counters());
    private final List<Message> received = new ArrayList<>();

    @AfterEach
    void close() {
        transport.close();
        stranger.close();
    }

    private static ByteBuffer datagram(@Nullable ClusterSecret secret, long nonce) {
        ByteBuffer bytes = ByteBuffer.allocate(Datagram.BYTES_MAX);
        new Codec(ClusterSecret.keyRing(secret), new ReplayGuard()).encode(7, nonce, new Message.Ping(1, 2), bytes);
        return bytes.flip();
    }

    private void send(ByteBuffer bytes) {
        stranger.send(bytes, socket.localAddress());
    }

    private void receiveUntil(AgentCount count, long wanted) {
        await("datagrams").atMost(ofSeconds(5)).until(() -> {
            transport.receive(100, (from, message) -> received.add(message));
            return counters.get(count) >= wanted;
        });
    }

    @Test
    void aMessageArrivesAsItWasSent() {
        MessageTransport other = new MessageTransport(stranger, ClusterSecret.keyRing(SECRET), new Counters());
        Message.Ping ping = new Message.Ping(1, 99);
        other.send(5, ping, socket.localAddress());
        receiveUntil(AgentCount.DATAGRAMS_RECEIVED, 1);
        assertThat(received).containsExactly(ping);
    }

    @Test
    void aMessageThatOutgrewADatagramTakesSeveral() {
        Message.Rumours rumours = new Message.Rumours(Samples.largestRumours());
        transport.send(5, rumours, stranger.localAddress());
        assertThat(counters.get(AgentCount.DATAGRAMS_SENT)).isGreaterThan(1);
        assertThat(counters.get(AgentCount.GOSSIP_BYTES_SENT)).isEqualTo(counters.get(AgentCount.BYTES_SENT));
    }

    @Test
    void everyKindOfBadDatagramIsCountedByItsReason() {
        send(ByteBuffer.allocate(3));
        send(ByteBuffer.allocate(Datagram.BYTES_MAX + 300));
        send(ByteBuffer.allocate(100));
        send(datagram(null, 1));
        send(datagram(ClusterSecret.of(new byte[32]), 1));
        send(datagram(SECRET, 1));
        send(datagram(SECRET, 1));
        ByteBuffer cut = datagram(SECRET, 2);
        send(cut.limit(cut.limit() - 1));
        receiveUntil(AgentCount.DATAGRAMS_RECEIVED, 8);

        assertThat(received).hasSize(1);
        assertThat(counters.get(Refusal.TOO_SHORT)).isEqualTo(1);
        assertThat(counters.get(Refusal.TOO_LONG)).isEqualTo(1);
        assertThat(counters.get(Refusal.WRONG_VERSION)).isEqualTo(1);
        assertThat(counters.get(Refusal.UNKNOWN_KEY)).isEqualTo(1);
        assertThat(counters.get(Refusal.BAD_TAG)).isEqualTo(2);
        assertThat(counters.get(Refusal.REPLAYED)).isEqualTo(1);
    }

    @Test
    void aBatchHasItsLimit() {
        for (int i = 1; i <= 10; i++) {
            send(datagram(SECRET, i));
        }
        await("first batch").atMost(ofSeconds(5)).until(() -> transport.receive(4, (from, message) -> {}) == 4);
    }

    @Test
    void whatTheNetworkRefusesIsCountedAndForgotten() throws IOException {
        socket.channel().close();
        transport.send(5, new Message.Ping(1, 2), stranger.localAddress());
        assertThat(counters.get(AgentCount.SEND_ERRORS)).isEqualTo(1);
        assertThat(socket.hasBacklog()).isFalse();
        transport.receive(1, (from, message) -> {});
        assertThat(counters.get(AgentCount.RECEIVE_ERRORS)).isEqualTo(1);
    }

    @Test
    void beyondLoopbackItDoesNotListenWithoutASecret() {
        assertThatExceptionOfType(CannotListenException.class)
                .isThrownBy(() -> UdpSocket.open(new HostPort("0.0.0.0", 0), false, counters))
                .withMessage(
                        "The agent would listen on 0.0.0.0:0 without a cluster secret. "
                                + "Anybody who reaches that address could join, accuse members and read what they say. "
                                + "Set cluster.secret-file (or cluster.secret) to the secret of the cluster, or listen on 127.0.0.1.");
        UdpSocket.open(ANY, false, counters).close();
        UdpSocket.open(new HostPort("0.0.0.0", 0), true, counters).close();
    }

    @Test
    void aPortThatIsTakenIsToldWithWhatToDo() {
        HostPort taken = new HostPort("127.0.0.1", socket.localAddress().getPort());
        assertThatExceptionOfType(CannotListenException.class)
                .isThrownBy(() -> UdpSocket.open(taken, true, counters))
                .withMessageContaining("cannot listen on UDP " + taken)
                .withMessageContaining("End that process, or set cluster.node.bind to a free address and port");
    }
}
