package io.bellwether.coordinator.raft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands what the log says to the consumer's thread, in order. When the consumer is slow, the one thread of the library
 * that applies entries waits here; those that replicate and elect never do.
 */
final class Handover {

    /** Entries that wait for the consumer at most. */
    static final int WAITING_MAX = 10_000;

    private static final int RUN_MAX = 256;

    private final Executor consumer;
    private final Consumer<Throwable> broken;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private boolean scheduled;
    private boolean closed;

    /**
     * Hands over on this executor, which runs one task at a time.
     *
     * @param broken told once when the consumer throws; nothing is handed over after that
     */
    Handover(Executor consumer, Consumer<Throwable> broken) {
        this.consumer = consumer;
        this.broken = broken;
    }

    /** Hands over when there is room; nothing once it is closed. */
    void put(Runnable told) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.size() >= WAITING_MAX && !closed) {
                room.await();
            }
            enqueue(told);
        } finally {
            lock.unlock();
        }
    }

    /** Hands over at once, beyond the limit if need be: for what is rare, or limited elsewhere. */
    void force(Runnable told) {
        lock.lock();
        try {
            enqueue(told);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Runnable told) {
        if (closed) {
            return;
        }
        waiting.add(told);
        if (!scheduled) {
            scheduled = true;
            consumer.execute(this::run);
        }
    }

    // In portions, so that a long queue does not keep the consumer's thread from its other work.
    private void run() {
        for (int i = 0; i < RUN_MAX; i++) {
            Runnable next = take();
            if (next == null) {
                return;
            }
            try {
                next.run();
            } catch (Throwable e) {
                close();
                broken.accept(e);
                return;
            }
        }
        consumer.execute(this::run);
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            Runnable next = waiting.poll();
            if (next == null) {
                scheduled = false;
            } else if (waiting.size() == WAITING_MAX - 1) {
                room.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
