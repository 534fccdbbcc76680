package io.bellwether.gateway.limit;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Requests of one client that were fetched from Redis and not used yet. What is not used within a second lapses: it was
 * counted for a client that has gone elsewhere.
 */
final class Share {

    private static final long LAPSES_NANOS = 1_000_000_000L;

    private long left;
    private long behind;
    private long fetchedNanos;
    private @Nullable Mono<Fetched> fetching;

    /**
     * What came from Redis.
     *
     * @param count So many may be sent.
     * @param left So many are still there.
     */
    record Fetched(long count, long left) {}

    /** Uses one, if there is one; otherwise they have to be fetched. */
    synchronized boolean take(long nowNanos) {
        if (left == 0 || nowNanos - fetchedNanos >= LAPSES_NANOS) {
            left = 0;
            return false;
        }
        left--;
        return true;
    }

    /**
     * Fetches more, once for all who ask meanwhile: if each did it for himself, a client of whom many requests come at once
     * would be given all that is left, and keep most of it unused.
     */
    synchronized Mono<Fetched> fetch(Supplier<Mono<Fetched>> source, LongSupplier nanoTime) {
        if (fetching == null) {
            fetching = source.get()
                    .doOnNext(fetched -> add(fetched, nanoTime.getAsLong()))
                    // Before anybody hears of it: who comes too late for these fetches again.
                    .doOnTerminate(this::isFetched)
                    .cache();
        }
        return fetching;
    }

    private synchronized void add(Fetched fetched, long nowNanos) {
        left += fetched.count();
        behind = fetched.left();
        fetchedNanos = nowNanos;
    }

    private synchronized void isFetched() {
        fetching = null;
    }

    /** How many there are, here and there. */
    synchronized long remaining() {
        return left + behind;
    }
}
