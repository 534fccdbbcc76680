package io.bellwether.agent.worker;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads of an agent for whatever may wait. They are daemons and end when idle. What each user hands in is bounded
 * by itself; should work pile up all the same, {@link #WAITING_MAX} pieces wait and the next is refused.
 */
public final class Workers implements Executor {

    static final int THREADS_MAX = 4;
    static final int WAITING_MAX = 1_024;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor pool;

    public Workers(String name) {
        AtomicInteger count = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                THREADS_MAX,
                THREADS_MAX,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_MAX),
                work -> daemon(work, name + "-worker-" + count.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
    }

    /** A thread that keeps no process alive. */
    public static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** Hands the work in, and returns whether there was room for it. */
    public boolean offer(Runnable work) {
        try {
            pool.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Finishes what is begun, but for at most so long; what still hangs then is interrupted and left behind. */
    public void close(Duration patience) {
        pool.shutdown();
        try {
            if (pool.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.shutdownNow();
    }
}
