package io.bellwether.coordinator.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * One snapshot on disk: magic, SHA-256 over all that follows, term, index, body. The digest is in the file itself, so
 * that it also travels when a leader sends the file to a follower, and no reader can get at the body without it.
 */
public final class SnapshotFile {

    private static final byte[] MAGIC = "BWSNAP1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;
    private static final int HEAD_BYTES = MAGIC.length + DIGEST_BYTES + 2 * Long.BYTES;

    private final long term;
    private final long index;
    private final byte[] body;

    private SnapshotFile(long term, long index, byte[] body) {
        this.term = term;
        this.index = index;
        this.body = body;
    }

    /** The term of the last entry it contains. */
    public long term() {
        return term;
    }

    /** The index of the last entry it contains. */
    public long index() {
        return index;
    }

    /** The state. */
    public byte[] body() {
        return body.clone();
    }

    /** Writes a snapshot, durably: after a crash at any moment the file is whole or not there. */
    public static void write(Path file, long term, long index, byte[] body) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(2 * Long.BYTES).putLong(term).putLong(index);
        ByteBuffer all = ByteBuffer.allocate(HEAD_BYTES + body.length)
                .put(MAGIC)
                .put(digest(head.array(), body))
                .put(head.array())
                .put(body)
                .flip();
        DurableFile.replace(file, all);
    }

    /**
     * Reads a snapshot and checks it.
     *
     * @throws UnreadableException if a bit of it is not as it was written
     */
    public static SnapshotFile read(Path file) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        byte[] magic = new byte[MAGIC.length];
        byte[] digest = new byte[DIGEST_BYTES];
        byte[] head = new byte[2 * Long.BYTES];
        if (all.remaining() < HEAD_BYTES) {
            throw new UnreadableException("%s has %d bytes, a snapshot has at least %d"
                    .formatted(file.getFileName(), all.remaining(), HEAD_BYTES));
        }
        all.get(magic).get(digest).get(head);
        byte[] body = new byte[all.remaining()];
        all.get(body);
        if (!MessageDigest.isEqual(magic, MAGIC) || !MessageDigest.isEqual(digest, digest(head, body))) {
            throw new UnreadableException("%s does not match its SHA-256 digest".formatted(file.getFileName()));
        }
        ByteBuffer numbers = ByteBuffer.wrap(head);
        return new SnapshotFile(numbers.getLong(), numbers.getLong(), body);
    }

    private static byte[] digest(byte[] head, byte[] body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(head);
            return sha.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
