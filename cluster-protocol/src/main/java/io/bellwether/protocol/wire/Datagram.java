package io.bellwether.protocol.wire;

/**
 * The frame of every datagram.
 *
 * <pre>
 * offset  bytes  what
 * 0       1      wire version, 1
 * 1       1      key id: which secret made the tag
 * 2       1      kind of the message, see {@link Kind}
 * 3       1-9    sender's incarnation, varint, not 0
 * ..      1-8    nonce, varint, under 2^56
 * ..      0-..   body, see the codec of the kind
 * end-12  12     tag over all bytes before it
 * </pre>
 *
 * The tag stands last so that what it covers is one run of bytes, checked before any of it is read beyond this header.
 * Whatever follows the known fields of a body, up to the tag, was written by a newer version and is skipped.
 */
public final class Datagram {

    /** The version of the frame and of all bodies. */
    public static final int VERSION = 1;

    /** The longest datagram: it passes every link unfragmented, tunnels and IPv6 included. */
    public static final int BYTES_MAX = 1_400;

    /**
     * The bytes of a tag. HMAC-SHA-256 cut to 96 bits: a forger can only guess, one in 2^96 for each datagram sent; the
     * collisions for which longer tags are advised need the whole inner state, which stays 256 bits wide.
     */
    public static final int TAG_BYTES = 12;

    /** Nonces stay below this: seven bits for each of eight bytes. */
    public static final long NONCE_LIMIT = 1L << 56;

    /** No list in a datagram has more items, whatever its length claims; the bytes left bind sooner. */
    public static final int ITEMS_MAX = 512;

    static final int VERSION_OFFSET = 0;
    static final int KEY_OFFSET = 1;
    static final int KIND_OFFSET = 2;
    static final int SENDER_OFFSET = 3;

    /** Fixed header, one byte each for sender and nonce, no body, tag. */
    static final int BYTES_MIN = SENDER_OFFSET + 2 + TAG_BYTES;

    private Datagram() {}
}
