package io.bellwether.coordinator.raft;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that does its rounds. A round that fails ends the process: a watchdog must not die in silence. */
final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Halt halt;
    private final ScheduledExecutorService thread;

    Rounds(String name, Halt halt) {
        this.name = name;
        this.halt = halt;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("raft-" + name).factory());
    }

    /** From now on again and again, with this much time between. */
    void every(long millis, Runnable work) {
        Future<?> unused = thread.scheduleWithFixedDelay(() -> guarded(work), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Once, as soon as it can be; left out if the rounds are over. */
    void soon(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("thread", name).log("left out, because the log stops");
        }
    }

    /** Once, after this time; left out if the rounds are over. */
    void after(long millis, Runnable work) {
        try {
            Future<?> unused = thread.schedule(() -> guarded(work), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("thread", name).log("left out, because the log stops");
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (!thread.isShutdown()) {
                halt.because("the thread raft-%s failed: %s".formatted(name, e), e);
            }
        }
    }

    /** No more rounds. The one under way ends by itself: an interrupt would close the file that it is writing. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
