package io.bellwether.protocol.wire;

import io.bellwether.protocol.message.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns messages into datagrams and back. Confined to one thread; a receiver and a sender on two threads have a codec
 * each.
 *
 * <p>A datagram is checked in the order of {@link Refusal}: nothing is allocated before its length and version are
 * right, and nothing beyond its header is read before its tag is.
 *
 * <p>The sender counts its nonces up by one for each datagram, from 1, and never starts again under one incarnation: a new
 * process gets a new incarnation, and a process that keeps its incarnation keeps its counter.
 */
public final class Codec {

    private final Authenticator authenticator;
    private final ReplayGuard replays;
    private final Bodies.BodyReader bodies;
    private final Sizer sizer = new Sizer();
    private final byte[] outgoing = new byte[Datagram.BYTES_MAX];
    private final byte[] incoming = new byte[Datagram.BYTES_MAX];
    private final Writer writer = Writer.into(outgoing);
    private final Reader reader = new Reader(incoming);

    public Codec(Authenticator authenticator, ReplayGuard replays) {
        this(authenticator, replays, Bodies::read);
    }

    /** With another reader of bodies, so that a test sees when bodies are read. */
    Codec(Authenticator authenticator, ReplayGuard replays, Bodies.BodyReader bodies) {
        this.authenticator = authenticator;
        this.replays = replays;
        this.bodies = bodies;
    }

    /** Puts the datagram of a message into the buffer and returns its length. */
    public int encode(long sender, long nonce, Message message, ByteBuffer target) {
        if (sender <= 0 || nonce < 0 || nonce >= Datagram.NONCE_LIMIT) {
            throw new IllegalArgumentException(
                    "sender must be > 0 and nonce from 0 and under 2^56, got %d and %d".formatted(sender, nonce));
        }
        int size = sizer.sizeOf(sender, nonce, message);
        if (size > Datagram.BYTES_MAX || !sizer.fitsItems(message)) {
            throw new IllegalArgumentException("a %s of %d bytes does not fit into a datagram of %d; page it first"
                    .formatted(Kind.of(message), size, Datagram.BYTES_MAX));
        }
        writer.restart();
        Header.write(authenticator.keyId(), Kind.of(message), sender, nonce, writer);
        Bodies.write(message, writer);
        authenticator.sign(outgoing, writer.position());
        target.put(outgoing, 0, size);
        return size;
    }

    /** What the remaining bytes of the buffer say; the buffer stays as it is. Nothing they hold makes this throw. */
    public Decoded decode(ByteBuffer datagram) {
        int length = datagram.remaining();
        if (length < Datagram.BYTES_MIN) {
            return Refusal.TOO_SHORT;
        }
        if (length > Datagram.BYTES_MAX) {
            return Refusal.TOO_LONG;
        }
        if (datagram.get(datagram.position() + Datagram.VERSION_OFFSET) != Datagram.VERSION) {
            return Refusal.WRONG_VERSION;
        }
        datagram.get(datagram.position(), incoming, 0, length);
        return checked(length - Datagram.TAG_BYTES);
    }

    private Decoded checked(int authenticated) {
        int keyId = incoming[Datagram.KEY_OFFSET] & 0xff;
        if (!authenticator.knows(keyId)) {
            return Refusal.UNKNOWN_KEY;
        }
        long sender;
        long nonce;
        try {
            reader.restart(Datagram.SENDER_OFFSET, authenticated);
            sender = reader.number();
            nonce = reader.number();
        } catch (MalformedException e) {
            return Refusal.BAD_HEADER;
        }
        if (sender == 0 || nonce >= Datagram.NONCE_LIMIT) {
            return Refusal.BAD_HEADER;
        }
        if (!authenticator.verify(keyId, incoming, authenticated)) {
            return Refusal.BAD_TAG;
        }
        return replays.accept(sender, nonce) ? body(sender, nonce) : Refusal.REPLAYED;
    }

    private Decoded body(long sender, long nonce) {
        @Nullable Kind kind = Kind.of(incoming[Datagram.KIND_OFFSET] & 0xff);
        if (kind == null) {
            return Refusal.UNKNOWN_KIND;
        }
        try {
            return new Decoded.Received(sender, nonce, bodies.read(kind, reader));
        } catch (MalformedException e) {
            return e.refusal();
        } catch (IllegalArgumentException e) {
            // The records themselves say what cannot be.
            return Refusal.MALFORMED;
        }
    }
}
