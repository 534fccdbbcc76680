package io.bellwether.coordinator.raft;

import io.bellwether.coordinator.raft.LogConsumer.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Safeguard three: linearizable reads go through the log. A read waits for a barrier that was proposed after it arrived;
 * when that is committed here, everything that was acknowledged before the read is applied here. One barrier serves all
 * reads that wait for it, and one at a time is under way. The library's read modes answer stale data under partitions.
 *
 * <p>Tickets of barriers are negative, those of others positive: the consumer passes on what {@link #owns} says.
 */
public final class Barrier {

    /** Reads that wait at most; one more fails at once. */
    public static final int WAITING_MAX = 10_000;

    /** No linearizable answer can be given now; the read itself did no harm and can be repeated. */
    public static final class UnavailableException extends RuntimeException {

        UnavailableException(String message) {
            super(message);
        }
    }

    private final LongConsumer propose;
    private final AtomicLong refused = new AtomicLong();
    private List<CompletableFuture<Long>> next = new ArrayList<>();
    private List<CompletableFuture<Long>> underWay = new ArrayList<>();
    private long ticket;
    private boolean busy;

    /**
     * Proposes by this.
     *
     * @param propose proposes a barrier under the ticket it is given, and comes back without having told its outcome
     */
    public Barrier(LongConsumer propose) {
        this.propose = propose;
    }

    /** Whether this ticket is a barrier's. */
    public static boolean owns(long ticket) {
        return ticket < 0;
    }

    /**
     * Waits for a barrier. The future holds its index and is completed by who calls {@link #committed}: what reads the
     * state in it reads it as of the barrier. It fails with {@link UnavailableException}.
     */
    public CompletableFuture<Long> pass() {
        var read = new CompletableFuture<Long>();
        boolean first;
        synchronized (this) {
            if (next.size() + underWay.size() >= WAITING_MAX) {
                refused.incrementAndGet();
                read.completeExceptionally(
                        new UnavailableException("%d linearizable reads wait already".formatted(WAITING_MAX)));
                return read;
            }
            next.add(read);
            first = !busy;
            busy = true;
        }
        if (first) {
            begin();
        }
        return read;
    }

    /** Takes that a barrier is committed, in the order of the log. */
    public void committed(long committedTicket, long index) {
        for (CompletableFuture<Long> read : end(committedTicket)) {
            read.complete(index);
        }
        begin();
    }

    /** Takes that a barrier failed; whether it will be committed later makes no difference to a read. */
    public void failed(long failedTicket, Fate fate) {
        failed(failedTicket, fate.toString());
    }

    /** The same, for a reason in words. */
    public void failed(long failedTicket, String why) {
        for (CompletableFuture<Long> read : end(failedTicket)) {
            read.completeExceptionally(new UnavailableException("no barrier was committed: " + why));
        }
        begin();
    }

    /** Reads that were refused because too many were waiting. */
    public long refused() {
        return refused.get();
    }

    /** Reads that wait now. */
    public synchronized int waiting() {
        return next.size() + underWay.size();
    }

    private synchronized List<CompletableFuture<Long>> end(long ended) {
        if (ended != ticket) {
            return List.of();
        }
        List<CompletableFuture<Long>> served = underWay;
        underWay = new ArrayList<>();
        return served;
    }

    private void begin() {
        long proposed;
        synchronized (this) {
            if (!underWay.isEmpty()) {
                return;
            }
            if (next.isEmpty()) {
                busy = false;
                return;
            }
            underWay = next;
            next = new ArrayList<>();
            proposed = --ticket;
        }
        propose.accept(proposed);
    }
}
