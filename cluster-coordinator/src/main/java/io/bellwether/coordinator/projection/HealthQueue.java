package io.bellwether.coordinator.projection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Samples that wait to be written. Where there is no room the oldest goes: what a member was like an hour ago matters less
 * than what it is like now. A batch stays until it is known to be written.
 */
final class HealthQueue {

    private final int samplesMax;
    private final Deque<HealthSample> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    /** Counts up with each sample that leaves at the front. */
    private long front;

    /**
     * Some samples, the oldest first.
     *
     * @param from The number of the first.
     */
    record Batch(long from, List<HealthSample> samples) {

        Batch {
            samples = List.copyOf(samples);
        }
    }

    HealthQueue(int samplesMax) {
        this.samplesMax = samplesMax;
    }

    /** Takes a sample, and returns how many had to go for it. Never waits for a writer. */
    int add(HealthSample sample) {
        lock.lock();
        try {
            int dropped = 0;
            while (waiting.size() >= samplesMax) {
                waiting.removeFirst();
                front++;
                dropped++;
            }
            waiting.addLast(sample);
            filled.signal();
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest samples; waits this long for one to come. */
    Batch await(int most, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            var batch = new ArrayList<HealthSample>();
            for (HealthSample sample : waiting) {
                if (batch.size() == most) {
                    break;
                }
                batch.add(sample);
            }
            return new Batch(front, batch);
        } finally {
            lock.unlock();
        }
    }

    /** These need not be kept any longer; some may have gone already. */
    void written(Batch batch) {
        lock.lock();
        try {
            long next = batch.from() + batch.samples().size();
            while (front < next && !waiting.isEmpty()) {
                waiting.removeFirst();
                front++;
            }
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all, and returns how many they were. */
    int clear() {
        lock.lock();
        try {
            int forgotten = waiting.size();
            waiting.clear();
            front += forgotten;
            return forgotten;
        } finally {
            lock.unlock();
        }
    }
}
