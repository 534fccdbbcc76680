package io.bellwether.protocol.wire;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** How a datagram is spoilt. */
enum Mutation {
    /** One to eight bits turned. */
    BIT_FLIPS {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            byte[] result = datagram.clone();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            return result;
        }
    },
    /** The end cut off. */
    TRUNCATION {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            return Arrays.copyOf(datagram, random.nextInt(datagram.length));
        }
    },
    /** Something added, sometimes beyond what a datagram may have. */
    EXTENSION {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            byte[] more = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 2 * Datagram.BYTES_MAX : 64)];
            random.nextBytes(more);
            return joined(datagram, datagram.length, more, 0);
        }
    },
    /** The beginning of one, the end of another. */
    SPLICE {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            return joined(datagram, random.nextInt(datagram.length + 1), other, random.nextInt(other.length + 1));
        }
    },
    /** A byte that may be a length or a count made a huge one, of one to ten bytes. */
    LENGTHS {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            byte[] result = datagram.clone();
            int at = random.nextInt(result.length);
            int until = Math.min(result.length, at + random.nextInt(10));
            Arrays.fill(result, at, until, (byte) 0xff);
            if (until < result.length) {
                result[until] = (byte) random.nextInt(128);
            }
            return result;
        }
    },
    /** Nothing of it left but, sometimes, the header. */
    NOISE {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            byte[] result = new byte[random.nextInt(Datagram.BYTES_MAX + 64)];
            random.nextBytes(result);
            if (random.nextBoolean()) {
                System.arraycopy(
                        datagram, 0, result, 0, Math.min(result.length, Datagram.BYTES_MIN - Datagram.TAG_BYTES));
            }
            return result;
        }
    },
    /** Small numbers everywhere, so that lists become as long as the bytes allow. */
    SMALL_NUMBERS {
        @Override
        byte[] apply(byte[] datagram, byte[] other, RandomGenerator random) {
            int start = Datagram.SENDER_OFFSET + 2;
            byte[] result = Arrays.copyOf(datagram, start + random.nextInt(Datagram.BYTES_MAX - start));
            for (int i = Math.min(start + random.nextInt(24), result.length); i < result.length; i++) {
                result[i] = (byte) random.nextInt(1 << random.nextInt(Byte.SIZE));
            }
            return result;
        }
    };

    abstract byte[] apply(byte[] datagram, byte[] other, RandomGenerator random);

    private static byte[] joined(byte[] head, int headEnd, byte[] tail, int tailStart) {
        byte[] result = Arrays.copyOf(head, headEnd + tail.length - tailStart);
        System.arraycopy(tail, tailStart, result, headEnd, tail.length - tailStart);
        return result;
    }
}
