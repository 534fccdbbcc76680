package io.bellwether.protocol.wire;

import com.sun.management.ThreadMXBean;
import io.bellwether.protocol.message.Message;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends spoilt datagrams through the codec and counts what must not happen: an exception, a body read without a valid
 * tag, an allocation beyond the limit, a message that comes out otherwise than it went in.
 *
 * <p>One datagram of eight is left as it is, or only has fields appended as a newer version would, and must come out
 * exactly, once. Of the others half keep a tag that is wrong now and half get a right one, so that the parser behind it is
 * reached.
 */
public final class DatagramFuzz {

    /** No datagram may make the receiver allocate more. */
    public static final long ALLOCATION_MAX = 64 * 1024;

    private static final int KEY = 7;
    private static final int OF_ONE_MESSAGE = 8;

    /** So many that no two datagrams share a window, which an earlier one may have moved far ahead. */
    private static final long SENDERS = 1L << 40;

    private static final Mutation[] MUTATIONS = Mutation.values();

    private final RandomGenerator random;
    private final RandomMessages messages;
    private final Witness witness = new Witness();
    private final Codec sender = new Codec(witness, new ReplayGuard());
    private final Codec receiver = new Codec(witness, new ReplayGuard(), witness);
    private final Codec attacked = new Codec(witness, new ReplayGuard(), witness);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Tally tally = new Tally();
    private Message message = new Message.Pong(0);
    private byte[] datagram = {};
    private byte[] other = {};
    private long nonce;

    public DatagramFuzz(long seed) {
        random = new SplittableRandom(seed);
        messages = new RandomMessages(random);
    }

    /** What happened so far. */
    public static final class Tally {
        private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
        private long datagrams;
        private long received;
        private long roundTrips;
        private long escapes;
        private long readWithoutTag;
        private long wrongTrips;
        private long allocatedMax;
        private String firstProblem = "";

        public long datagrams() {
            return datagrams;
        }

        /** Spoilt ones that were still, or again, a message. */
        public long received() {
            return received;
        }

        public long refused(Refusal reason) {
            return refused.getOrDefault(reason, 0L);
        }

        public long roundTrips() {
            return roundTrips;
        }

        public long escapes() {
            return escapes;
        }

        public long readWithoutTag() {
            return readWithoutTag;
        }

        public long wrongTrips() {
            return wrongTrips;
        }

        public long allocatedMax() {
            return allocatedMax;
        }

        /** The first thing that must not happen, empty if none did. */
        public String firstProblem() {
            return firstProblem;
        }

        private void problem(String what) {
            if (firstProblem.isEmpty()) {
                firstProblem = "datagram %d: %s".formatted(datagrams, what);
            }
        }
    }

    /** Knows which tags were valid, and sees when a body is read. */
    private static final class Witness implements Authenticator, Bodies.BodyReader {
        private final KeyRing ring = new KeyRing(KEY, new byte[KeyRing.SECRET_BYTES]);
        private boolean verified;
        private boolean readWithoutTag;

        @Override
        public int keyId() {
            return ring.keyId();
        }

        @Override
        public boolean knows(int keyId) {
            return ring.knows(keyId);
        }

        @Override
        public void sign(byte[] bytes, int length) {
            ring.sign(bytes, length);
        }

        @Override
        public boolean verify(int keyId, byte[] bytes, int length) {
            verified = ring.verify(keyId, bytes, length);
            return verified;
        }

        @Override
        public Message read(Kind kind, Reader reader) {
            readWithoutTag |= !verified;
            return Bodies.read(kind, reader);
        }
    }

    /** Fuzzes with so many more datagrams. */
    public Tally run(long datagrams) {
        for (long i = 0; i < datagrams; i++) {
            boolean fresh = tally.datagrams++ % OF_ONE_MESSAGE == 0;
            if (fresh) {
                other = datagram;
                message = messages.any();
            }
            // Each anew, or the replay window would keep all but one from the parser.
            datagram = encoded(1 + random.nextLong(SENDERS), ++nonce, message);
            if (fresh) {
                roundTrip();
            } else {
                attack();
            }
        }
        return tally;
    }

    private byte[] encoded(long from, long number, Message plain) {
        ByteBuffer buffer = ByteBuffer.allocate(Datagram.BYTES_MAX);
        int size = sender.encode(from, number, plain, buffer);
        return Arrays.copyOf(buffer.array(), size);
    }

    private void roundTrip() {
        tally.roundTrips++;
        byte[] sent = datagram;
        int room = Datagram.BYTES_MAX - datagram.length;
        if (random.nextBoolean() && room > 0) {
            sent = Arrays.copyOf(datagram, datagram.length + 1 + random.nextInt(room));
            for (int i = datagram.length - Datagram.TAG_BYTES; i < sent.length; i++) {
                sent[i] = (byte) random.nextInt();
            }
            witness.sign(sent, sent.length - Datagram.TAG_BYTES);
        }
        Decoded once = decode(receiver, sent);
        boolean same = once instanceof Decoded.Received received
                && received.message().equals(message)
                && received.nonce() == nonce;
        if (!same || decode(receiver, sent) != Refusal.REPLAYED) {
            tally.wrongTrips++;
            tally.problem("%s came out as %s, or twice".formatted(message, once));
        }
    }

    private void attack() {
        byte[] spoilt = datagram;
        Mutation last = Mutation.NOISE;
        for (int i = random.nextInt(3); i >= 0; i--) {
            last = MUTATIONS[random.nextInt(MUTATIONS.length)];
            if (spoilt.length > Datagram.BYTES_MIN) {
                spoilt = last.apply(spoilt, other, random);
            }
        }
        boolean signed = random.nextBoolean() && spoilt.length >= Datagram.BYTES_MIN;
        if (signed) {
            // Mostly the key and version stay right, or the parser would hardly be reached.
            if (random.nextInt(8) != 0) {
                System.arraycopy(datagram, 0, spoilt, 0, Datagram.KIND_OFFSET);
            }
            witness.sign(spoilt, spoilt.length - Datagram.TAG_BYTES);
        } else if (Arrays.equals(spoilt, datagram) || Arrays.equals(spoilt, other)) {
            return;
        }
        Decoded decoded = decode(attacked, spoilt);
        if (decoded instanceof Decoded.Received) {
            tally.received++;
        }
        if (!signed && decoded != null && !isBeforeTheTag(decoded)) {
            tally.readWithoutTag++;
            tally.problem("%s without a valid tag gave %s".formatted(last, decoded));
        }
    }

    private static boolean isBeforeTheTag(Decoded decoded) {
        return decoded instanceof Refusal refusal && refusal.compareTo(Refusal.BAD_TAG) <= 0;
    }

    private @Nullable Decoded decode(Codec codec, byte[] bytes) {
        witness.verified = false;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            long before = threads.getCurrentThreadAllocatedBytes();
            Decoded decoded = codec.decode(buffer);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            note(decoded, allocated > ALLOCATION_MAX ? secondLook(bytes) : allocated);
            return decoded;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
            tally.escapes++;
            tally.problem("%s escaped for %s".formatted(escaped, Arrays.toString(bytes)));
            return null;
        }
    }

    /** Code that runs for the first time is linked, and that allocates once in a process: only what repeats counts. */
    private long secondLook(byte[] bytes) {
        Codec fresh = new Codec(witness, new ReplayGuard(), witness);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long before = threads.getCurrentThreadAllocatedBytes();
        Decoded decoded = fresh.decode(buffer);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (allocated > ALLOCATION_MAX) {
            tally.problem("%d bytes allocated for %s".formatted(allocated, decoded));
        }
        return allocated;
    }

    private void note(Decoded decoded, long allocated) {
        tally.allocatedMax = Math.max(tally.allocatedMax, allocated);
        if (decoded instanceof Refusal refusal) {
            tally.refused.merge(refusal, 1L, Long::sum);
        }
        if (witness.readWithoutTag) {
            witness.readWithoutTag = false;
            tally.readWithoutTag++;
            tally.problem("a body was read without a valid tag");
        }
    }
}
