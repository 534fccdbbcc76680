package io.bellwether.coordinator.raft;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** All that this process does towards one address: its connections there, and the calls on them. Safe for many threads. */
final class Line {

    final AtomicLong attempts = new AtomicLong();
    final AtomicLong connected = new AtomicLong();
    final AtomicLong failed = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong answered = new AtomicLong();
    final AtomicLong unanswered = new AtomicLong();

    private final AtomicLong strayed = new AtomicLong();
    private final AtomicLong votesAsked = new AtomicLong();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final Set<Connection> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Connection> begun = ConcurrentHashMap.newKeySet();

    /** One connection, from the first attempt to make it on. */
    final class Connection {

        private final AtomicBoolean owing = new AtomicBoolean();
        private volatile long owingNanos;
        private volatile long saidNanos;
        private volatile long begunNanos;
        private volatile boolean up;

        void attempted(long nowNanos) {
            attempts.incrementAndGet();
            begunNanos = nowNanos;
            begun.add(this);
        }

        void ready() {
            up = true;
            begun.remove(this);
            waiting.remove(this);
            owing.set(false);
            connected.incrementAndGet();
            open.add(this);
        }

        void refused() {
            failed.incrementAndGet();
            gone();
            waiting.add(this);
        }

        void gone() {
            open.remove(this);
            begun.remove(this);
            waiting.remove(this);
            if (up) {
                up = false;
                lost.incrementAndGet();
            }
        }

        void said(long nowNanos) {
            saidNanos = nowNanos;
            if (owing.compareAndSet(false, true)) {
                owingNanos = nowNanos;
            }
        }

        void heard() {
            owing.set(false);
        }

        // One on which nothing is said any more was left by a leader that is none now; its last word needs no answer.
        private long owesNanos(long saidWithinNanos, long nowNanos) {
            return owing.get() && nowNanos - saidNanos < saidWithinNanos ? nowNanos - owingNanos : 0;
        }
    }

    /**
     * How long the other side has owed an answer, on the connection on which it has for longest.
     *
     * @param saidWithinNanos Connections on which nothing was said for this long do not count.
     */
    long owesNanos(long saidWithinNanos, long nowNanos) {
        return open.stream()
                .mapToLong(connection -> connection.owesNanos(saidWithinNanos, nowNanos))
                .max()
                .orElse(0);
    }

    /**
     * How long nothing at all has come from the other side although it was asked: no answer on any connection, or no
     * connection.
     *
     * @param saidWithinNanos as above
     */
    long muteNanos(long saidWithinNanos, long nowNanos) {
        if (open.isEmpty()) {
            return begun.stream()
                    .mapToLong(connection -> nowNanos - connection.begunNanos)
                    .max()
                    .orElse(0);
        }
        return open.stream()
                .mapToLong(connection -> connection.owesNanos(saidWithinNanos, nowNanos))
                .min()
                .orElse(0);
    }

    /** A call came to somebody else. */
    void strayed() {
        strayed.incrementAndGet();
    }

    /** How many calls came to somebody else: the address leads, or led, to another. */
    long strays() {
        return strayed.get();
    }

    void voteAsked() {
        votesAsked.incrementAndGet();
    }

    /** How often a vote was asked for here. */
    long votesAsked() {
        return votesAsked.get();
    }

    /** Whether the last attempt failed on any connection, which waits now before it is tried again. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether any connection stands. */
    boolean isUp() {
        return !open.isEmpty();
    }
}
