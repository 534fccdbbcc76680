package io.bellwether.cli.sight;

import io.bellwether.devservices.home.Home;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * How long it takes until a small write is on the disk: what every commit of the agreed log waits for.
 *
 * @param flushes Times of a write and its flush.
 * @param failure Why nothing could be written; empty if it could.
 */
public record DiskSpeed(Path folder, Latencies flushes, String failure) {

    /** As an entry of the log with what surrounds it. */
    public static final int WRITE_BYTES = 4096;

    private static final int WRITES_MAX = 500;

    /** Looks at it: writes a file of its own beside the data, for so long at most, and deletes it. */
    public static DiskSpeed look(Path data, Duration limit) {
        var folder = Machine.existing(data);
        var nanos = new long[WRITES_MAX];
        try {
            var file = Files.createTempFile(folder, ".doctor", ".tmp");
            try {
                return new DiskSpeed(folder, measure(file, nanos, limit), "");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            return new DiskSpeed(folder, Latencies.of(nanos, 0), Home.reason(e));
        }
    }

    /** What is known of one on which no flush has ended in time. */
    public static DiskSpeed stalled(Path data) {
        return new DiskSpeed(Machine.existing(data), Latencies.of(new long[0], 0), "no flush has ended in time");
    }

    private static Latencies measure(Path file, long[] nanos, Duration limit) throws IOException {
        long begun = System.nanoTime();
        int count = 0;
        var bytes = ByteBuffer.allocate(WRITE_BYTES);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (count < nanos.length && System.nanoTime() - begun < limit.toNanos()) {
                long before = System.nanoTime();
                bytes.clear();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
                nanos[count] = System.nanoTime() - before;
                count++;
            }
        }
        return Latencies.of(nanos, count);
    }
}
