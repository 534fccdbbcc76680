package io.bellwether.coordinator.raft;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes at one peer every 20 ms, whatever becomes of it. */
final class KeepWriting {

    private final AtomicInteger count = new AtomicInteger();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    KeepWriting(Peer peer) {
        Future<?> unused = thread.scheduleAtFixedRate(() -> write(peer), 0, 20, TimeUnit.MILLISECONDS);
    }

    private void write(Peer peer) {
        CompletableFuture<Long> unused = peer.write("stray" + count.incrementAndGet());
    }

    int count() {
        return count.get();
    }

    void stop() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the writer does not end");
        }
    }
}
