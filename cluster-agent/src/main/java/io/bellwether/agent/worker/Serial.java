package io.bellwether.agent.worker;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Work that is done again whenever it is asked for, by one thread at a time; however often it is asked for while it runs,
 * it runs once more.
 */
public final class Serial {

    private final Predicate<Runnable> executor;
    private final Runnable work;
    private final AtomicInteger asked = new AtomicInteger();

    /**
     * Nothing runs yet.
     *
     * @param executor Takes a piece of work, or says that it has no room.
     * @param work What throws nothing.
     */
    public Serial(Predicate<Runnable> executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    /** Has the work done, soon. Never waits. */
    public void ask() {
        if (asked.getAndIncrement() == 0 && !executor.test(this::run)) {
            asked.set(0);
        }
    }

    private void run() {
        int seen;
        do {
            seen = asked.get();
            work.run();
        } while (!asked.compareAndSet(seen, 0));
    }
}
