package io.bellwether.protocol.wire;

/**
 * Writes the primitives of the wire, or only counts them: one description of a message serves both its bytes and its
 * size.
 *
 * <p>A number is a varint: seven bits in each byte, lowest first, the high bit says that more follow. A difference that
 * may be negative is mapped to 0, -1, 1, -2, ... first. A section is a length and that many bytes; whoever knows fewer
 * fields skips the rest of it.
 */
final class Writer {

    private static final byte[] NOWHERE = {};
    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;

    private final byte[] bytes;
    private final boolean counting;
    private int position;

    private Writer(byte[] bytes, boolean counting) {
        this.bytes = bytes;
        this.counting = counting;
    }

    static Writer into(byte[] bytes) {
        return new Writer(bytes, false);
    }

    static Writer counting() {
        return new Writer(NOWHERE, true);
    }

    void restart() {
        position = 0;
    }

    int position() {
        return position;
    }

    void octet(int value) {
        if (!counting) {
            bytes[position] = (byte) value;
        }
        position++;
    }

    void number(long value) {
        if (counting) {
            position += bytesOf(value);
            return;
        }
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            bytes[position++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
    }

    /** The difference to a number that the reader knows already. */
    void difference(long value, long known) {
        long difference = value - known;
        number((difference << 1) ^ (difference >> 63));
    }

    /** A number whose highest value stands for never, unknown or no end, and takes one byte. */
    void numberOrEnd(long value, long end) {
        number(value == end ? 0 : value + 1);
    }

    /** Eight bytes, highest first, for numbers that are as likely high as low. */
    void hash(long value) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            octet((int) (value >>> shift));
        }
    }

    /** A text of ASCII. */
    void text(String text) {
        number(text.length());
        if (counting) {
            position += text.length();
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            bytes[position++] = (byte) text.charAt(i);
        }
    }

    /** Opens a section; what it returns closes it. */
    int open() {
        return position++;
    }

    void close(int opened) {
        int start = opened + 1;
        int length = position - start;
        int prefix = bytesOf(length);
        if (!counting) {
            // Most sections are shorter than 128, so one byte was left for the length; the others are moved.
            System.arraycopy(bytes, start, bytes, opened + prefix, length);
            position = opened;
            number(length);
        }
        position = opened + prefix + length;
    }

    private static int bytesOf(long value) {
        return (Long.SIZE + 6 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }
}
