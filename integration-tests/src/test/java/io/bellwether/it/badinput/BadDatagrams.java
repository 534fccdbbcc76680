package io.bellwether.it.badinput;

import io.bellwether.agent.secret.ClusterSecret;
import io.bellwether.protocol.message.Message;
import io.bellwether.protocol.wire.Codec;
import io.bellwether.protocol.wire.Datagram;
import io.bellwether.protocol.wire.ReplayGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;

/** Sends every kind of bad datagram, from a socket that nobody knows. */
final class BadDatagrams implements AutoCloseable {

    private static final int OVERSIZED_BYTES = 20_000;
    private static final long A_STRANGER = 999_999;

    private final DatagramChannel channel;
    private final ClusterSecret secret;
    private final Random random = new Random(5);
    private long nonce = System.nanoTime();

    BadDatagrams(ClusterSecret secret) throws IOException {
        this.secret = secret;
        channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Sends one of each kind; what the network drops of them, as it may, is sent with the next. */
    void sendAll(InetSocketAddress to) {
        try {
            send(garbage(1 + random.nextInt(20)), to);
            send(garbage(100 + random.nextInt(1_000)), to);
            send(garbage(OVERSIZED_BYTES), to);
            send(forged(), to);
            send(changed(), to);
            send(cut(), to);
            ByteBuffer good = signed(secret);
            send(good.duplicate(), to);
            send(good, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(ByteBuffer bytes, InetSocketAddress to) throws IOException {
        channel.send(bytes, to);
    }

    private ByteBuffer garbage(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** In form, by somebody who guesses the secret. */
    private ByteBuffer forged() {
        byte[] guess = new byte[32];
        random.nextBytes(guess);
        return signed(ClusterSecret.of(guess));
    }

    private ByteBuffer changed() {
        ByteBuffer bytes = signed(secret);
        int last = bytes.limit() - 1;
        bytes.put(last, (byte) (bytes.get(last) ^ 1));
        return bytes;
    }

    private ByteBuffer cut() {
        ByteBuffer bytes = signed(secret);
        return bytes.limit(bytes.limit() - 1);
    }

    /** A ping for nobody, by an incarnation that nobody knows. */
    private ByteBuffer signed(ClusterSecret by) {
        ByteBuffer bytes = ByteBuffer.allocate(Datagram.BYTES_MAX);
        new Codec(ClusterSecret.keyRing(by), new ReplayGuard())
                .encode(A_STRANGER, ++nonce, new Message.Ping(A_STRANGER, 1), bytes);
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
