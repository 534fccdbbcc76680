package io.bellwether.protocol.gossip;

/**
 * Which rumours are news, oldest first: those that wait to be pushed, those that rounds still carry, and those that answers
 * may mention. Bounded; the oldest makes room, because repair brings it anyway.
 */
final class News {

    static final int ITEMS_MAX = 256;

    private final Counters counters;
    private final long[] origins = new long[ITEMS_MAX];
    private final int[] topics = new int[ITEMS_MAX];
    private final long[] sources = new long[ITEMS_MAX];
    private final long[] heardNanos = new long[ITEMS_MAX];
    private final int[] carriesLeft = new int[ITEMS_MAX];
    private final boolean[] waiting = new boolean[ITEMS_MAX];
    private int size;

    News(Counters counters) {
        this.counters = counters;
    }

    /**
     * Something new.
     *
     * @param source The peer that told it, which needs no telling; 0 if it is this node's own.
     * @param carries How often rounds shall carry it.
     */
    void add(long origin, int topic, long source, int carries, long nowNanos) {
        int known = find(origin, topic);
        if (known >= 0) {
            remove(known, 1);
        } else if (size == ITEMS_MAX) {
            remove(0, 1);
            counters.one(Count.OVER_NEWS);
        }
        origins[size] = origin;
        topics[size] = topic;
        sources[size] = source;
        heardNanos[size] = nowNanos;
        carriesLeft[size] = carries;
        waiting[size] = true;
        size++;
    }

    /** Somebody told it again: it is getting around by itself, so carry it once less. */
    void heardAgain(long origin, int topic) {
        int known = find(origin, topic);
        if (known >= 0 && carriesLeft[known] > 0) {
            carriesLeft[known]--;
        }
    }

    /** Forgets what is no news any more. */
    void forget(long keptNanos, long nowNanos) {
        int old = 0;
        while (old < size && nowNanos - heardNanos[old] > keptNanos) {
            old++;
        }
        if (old > 0) {
            remove(0, old);
        }
    }

    private int find(long origin, int topic) {
        for (int i = 0; i < size; i++) {
            if (origins[i] == origin && topics[i] == topic) {
                return i;
            }
        }
        return -1;
    }

    private void remove(int first, int count) {
        int after = first + count;
        int tail = size - after;
        System.arraycopy(origins, after, origins, first, tail);
        System.arraycopy(topics, after, topics, first, tail);
        System.arraycopy(sources, after, sources, first, tail);
        System.arraycopy(heardNanos, after, heardNanos, first, tail);
        System.arraycopy(carriesLeft, after, carriesLeft, first, tail);
        System.arraycopy(waiting, after, waiting, first, tail);
        size -= count;
    }

    int size() {
        return size;
    }

    long origin(int item) {
        return origins[item];
    }

    int topic(int item) {
        return topics[item];
    }

    long source(int item) {
        return sources[item];
    }

    boolean isWaiting(int item) {
        return waiting[item];
    }

    void pushed(int item) {
        waiting[item] = false;
    }

    boolean isCarried(int item) {
        return carriesLeft[item] > 0;
    }

    void carried(int item) {
        carriesLeft[item]--;
    }
}
