package io.bellwether.coordinator.api;

import io.bellwether.coordinator.ReplicaOfParts;
import io.bellwether.coordinator.host.Consensus;
import io.bellwether.coordinator.storage.LogRecord;
import io.bellwether.coordinator.storage.LogRecordCodec;
import io.bellwether.coordinator.storage.Payload;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Agrees with itself at once, for tests of what is above the log. */
public final class AtOnce implements Consensus {

    static final long WALL_MILLIS = 1_767_349_845_000L;

    final ReplicaOfParts replica;

    /** What writes and barriers fail with, if anything. */
    @Nullable
    RuntimeException failure;

    /** Whether nothing is answered at all. */
    boolean silent;

    int barriers;
    Duration clusterTime = Duration.ZERO;

    private final LogRecordCodec codec = new LogRecordCodec();
    private long index;

    AtOnce() {
        this(new ReplicaOfParts());
    }

    public AtOnce(ReplicaOfParts replica) {
        this.replica = replica;
    }

    @Override
    public synchronized CompletableFuture<Object> propose(String id, Payload payload) {
        if (silent) {
            return new CompletableFuture<>();
        }
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        index++;
        byte[] bytes = codec.encode(LogRecord.of(1, clusterTime.toNanos(), WALL_MILLIS, id, payload));
        return CompletableFuture.completedFuture(
                replica.apply(index, codec.decode(bytes)).getFirst());
    }

    @Override
    public synchronized CompletableFuture<Long> barrier() {
        barriers++;
        if (silent) {
            return new CompletableFuture<>();
        }
        return failure == null ? CompletableFuture.completedFuture(index) : CompletableFuture.failedFuture(failure);
    }
}
