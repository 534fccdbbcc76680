package io.bellwether.coordinator.host;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From the thread of the log to the loop, in order and bounded. Where the loop is slow the thread of the log waits here;
 * Raft does not, it has a queue of its own before that thread. The loop never waits.
 */
final class NewsQueue {

    /** News that wait at most: what the replay of a log piles up while the loop is busy. */
    static final int WAITING_MAX = 4_096;

    private static final long LOOK_MILLIS = 100;

    private final BlockingQueue<LogNews> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile Runnable wake = () -> {};
    private volatile boolean closed;

    /** Who is woken when there is something new. */
    void wakes(Runnable loop) {
        wake = loop;
    }

    /** Waits for room; nothing is taken once it is closed. */
    void put(LogNews news) {
        try {
            while (!closed && !waiting.offer(news, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                wake.run();
            }
            // Closing makes room for whoever waited.
            if (closed) {
                waiting.clear();
            }
        } catch (InterruptedException e) {
            // The thread of the log is being stopped.
            Thread.currentThread().interrupt();
            close();
        }
        wake.run();
    }

    @Nullable
    LogNews poll() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void close() {
        closed = true;
        waiting.clear();
    }
}
