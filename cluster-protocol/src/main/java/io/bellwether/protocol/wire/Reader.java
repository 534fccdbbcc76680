package io.bellwether.protocol.wire;

import java.nio.charset.StandardCharsets;

/**
 * Reads the primitives of the wire, see {@link Writer}. Every read is checked against the bytes left; what does not fit
 * ends in a {@link MalformedException}, which the codec turns into a refusal.
 */
final class Reader {

    private static final int MORE = 0x80;
    private static final int SEVEN_BITS = 0x7f;
    private static final int LAST_SHIFT = 63;

    private final byte[] bytes;
    private int position;
    private int limit;

    Reader(byte[] bytes) {
        this.bytes = bytes;
    }

    void restart(int from, int to) {
        position = from;
        limit = to;
    }

    int position() {
        return position;
    }

    int remaining() {
        return limit - position;
    }

    int octet() {
        if (position >= limit) {
            throw MalformedException.malformed();
        }
        return bytes[position++] & 0xff;
    }

    boolean flag() {
        return (octet() & 1) != 0;
    }

    /** All 64 bits, in the shortest form only: what is told in two ways could be counted twice. */
    private long bits() {
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
            int octet = octet();
            boolean overflows = shift == LAST_SHIFT && octet > 1;
            boolean padded = octet == 0 && shift > 0;
            if (overflows || padded) {
                throw MalformedException.malformed();
            }
            value |= (long) (octet & SEVEN_BITS) << shift;
            if ((octet & MORE) == 0) {
                return value;
            }
        }
        throw MalformedException.malformed();
    }

    /** A number from 0 up. */
    long number() {
        return atMost(bits(), Long.MAX_VALUE);
    }

    int smallNumber() {
        return (int) atMost(bits(), Integer.MAX_VALUE);
    }

    /** A number written as its difference to this one. */
    long difference(long known) {
        long coded = bits();
        return known + ((coded >>> 1) ^ -(coded & 1));
    }

    long numberOrEnd(long end) {
        long coded = atMost(bits(), end);
        return coded == 0 ? end : coded - 1;
    }

    long hash() {
        need(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (bytes[position++] & 0xff);
        }
        return value;
    }

    /** A text; the record that takes it checks its characters. */
    String text(int charactersMax) {
        int length = (int) atMost(bits(), charactersMax);
        need(length);
        if (length == 0) {
            return "";
        }
        // Bytes over 127 become a character that no record takes.
        String text = new String(bytes, position, length, StandardCharsets.US_ASCII);
        position += length;
        return text;
    }

    /** How many items a list has: never more than the bytes left can hold. */
    int count(int itemsMax, int itemBytesMin) {
        return (int) atMost(bits(), Math.min(itemsMax, remaining() / itemBytesMin));
    }

    /** Enters a section; what it returns leaves it. */
    int enter() {
        int length = (int) atMost(bits(), remaining());
        int outer = limit;
        limit = position + length;
        return outer;
    }

    /** Leaves a section, and with it whatever a newer version has put at its end. */
    void leave(int outer) {
        position = limit;
        limit = outer;
    }

    private void need(int count) {
        if (count > remaining()) {
            throw MalformedException.malformed();
        }
    }

    private static long atMost(long value, long limit) {
        if (value < 0 || value > limit) {
            throw MalformedException.malformed();
        }
        return value;
    }
}
