package io.bellwether.coordinator.raft;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The last index that this replica has had on disk, in a file of its own beside the log. It is written after the log is
 * on disk and before the entry is acknowledged to anybody, so a log that ends below it has lost what others count on,
 * and one that was cut by a crash never does.
 *
 * <p>Two slots are written in turn, so that a torn write leaves the one before. Every write goes to the file at once
 * and outlives the process; {@link #sync} makes it outlive the machine, and runs on the side: between two of them a
 * power failure can only make the guard more lenient, never refuse a healthy log.
 */
final class Watermark implements AutoCloseable {

    /** The value of a log that never held anything. */
    static final long NOTHING = -1;

    /** Opens the one of a folder. */
    @FunctionalInterface
    interface Opener {
        Watermark open(Path path) throws IOException;
    }

    private static final int SLOT_BYTES = 3 * Long.BYTES;
    private static final int FILE_BYTES = 2 * SLOT_BYTES;

    private final FileChannel file;
    private final ByteBuffer slot = ByteBuffer.allocate(SLOT_BYTES);
    private long sequence;
    private volatile long index;
    private long limit = Long.MAX_VALUE;
    private boolean dirty;

    private Watermark(FileChannel file, long sequence, long index) {
        this.file = file;
        this.sequence = sequence;
        this.index = index;
    }

    /** Opens the file; where there is none it begins with {@link #NOTHING}. The start guard has looked at it before. */
    static Watermark open(Path path) throws IOException {
        boolean fresh = !Files.exists(path);
        long[] best = fresh ? new long[] {0, NOTHING} : newest(path);
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var watermark = new Watermark(file, best[0], best[1]);
        if (fresh) {
            watermark.write(NOTHING);
            watermark.sync();
        }
        return watermark;
    }

    /**
     * What the file says.
     *
     * @throws IOException if it says nothing that can be believed
     */
    static long read(Path path) throws IOException {
        return newest(path)[1];
    }

    private static long[] newest(Path path) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(path));
        long[] best = {-1, NOTHING};
        for (int at = 0; at + SLOT_BYTES <= Math.min(all.limit(), FILE_BYTES); at += SLOT_BYTES) {
            long sequence = all.getLong(at);
            if (all.getLong(at + 2 * Long.BYTES) == check(all.slice(at, 2 * Long.BYTES)) && sequence > best[0]) {
                best[0] = sequence;
                best[1] = all.getLong(at + Long.BYTES);
            }
        }
        if (best[0] < 0) {
            throw new IOException("the watermark in %s is not readable".formatted(path.getFileName()));
        }
        return best;
    }

    /** The entries up to here are on disk now. */
    synchronized void raise(long to) throws IOException {
        long allowed = Math.min(to, limit);
        if (allowed > index) {
            write(allowed);
        }
    }

    /**
     * From here on the log will be cut. Lowered before the cut, and kept low until {@link #truncated}, so that a crash
     * in between never leaves a mark above the log.
     */
    synchronized void truncating(long from) throws IOException {
        limit = from - 1;
        if (limit < index) {
            write(limit);
        }
    }

    /** The cut is done. */
    synchronized void truncated() {
        limit = Long.MAX_VALUE;
    }

    /** Never above what is on disk: raised after the log was flushed, and lowered before it is cut. */
    long index() {
        return index;
    }

    /** Makes it outlive the machine. */
    synchronized void sync() throws IOException {
        if (dirty) {
            file.force(true);
            dirty = false;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (file.isOpen()) {
            sync();
            file.close();
        }
    }

    private void write(long value) throws IOException {
        sequence++;
        slot.clear().putLong(sequence).putLong(value);
        slot.putLong(check(slot.duplicate().flip())).flip();
        file.write(slot, (sequence % 2) * SLOT_BYTES);
        index = value;
        dirty = true;
    }

    private static long check(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        // Never 0: a file of zeros is no watermark.
        return crc.getValue() | 1L << 32;
    }
}
