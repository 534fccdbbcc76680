package io.bellwether.agent.view;

import io.bellwether.agent.metrics.AgentCount;
import io.bellwether.agent.metrics.Counters;
import io.bellwether.agent.worker.Serial;
import io.bellwether.agent.worker.Workers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the loop puts the newest snapshot for everybody to see. Each listener has a thread of its own while it is told
 * something, so that one that hangs holds up nobody, and it is handed the newest snapshot, so that nothing piles up.
 */
public final class Board implements ClusterView {

    /** The most listeners, and so the most threads that they can hold. */
    public static final int LISTENERS_MAX = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private final ReentrantLock seating = new ReentrantLock();
    private final Counters counters;
    private final ClusterSnapshot start;
    private volatile ClusterSnapshot latest;

    public Board(ClusterSnapshot start, Counters counters) {
        this.start = start;
        this.latest = start;
        this.counters = counters;
    }

    @Override
    public ClusterSnapshot now() {
        return latest;
    }

    /** Shows this from now on, and tells the listeners if it is news. Never waits. */
    public void publish(ClusterSnapshot snapshot) {
        ClusterSnapshot before = latest;
        latest = snapshot;
        if (snapshot.isNews(before)) {
            seats.forEach(seat -> seat.serial.ask());
        }
    }

    @Override
    public Registration listen(ClusterListener listener) {
        Seat seat = new Seat(listener);
        seating.lock();
        try {
            if (seats.size() >= LISTENERS_MAX) {
                throw new IllegalStateException(
                        "at most %d listeners are told; close one first, or share one".formatted(LISTENERS_MAX));
            }
            seats.add(seat);
        } finally {
            seating.unlock();
        }
        seat.serial.ask();
        return () -> seats.remove(seat);
    }

    private static boolean startThread(Runnable work) {
        Workers.daemon(work, "cluster-listener").start();
        return true;
    }

    private final class Seat {

        private final ClusterListener listener;
        private final Serial serial = new Serial(Board::startThread, this::tell);
        private ClusterSnapshot told = start;
        private boolean toldBefore;
        private boolean failedBefore;

        Seat(ClusterListener listener) {
            this.listener = listener;
        }

        private void tell() {
            ClusterSnapshot now = latest;
            ClusterSnapshot before = told;
            if ((toldBefore && !now.isNews(before)) || !seats.contains(this)) {
                return;
            }
            told = now;
            toldBefore = true;
            counters.one(AgentCount.LISTENER_CALLS);
            try {
                listener.changed(before, now);
            } catch (RuntimeException | Error e) {
                counters.one(AgentCount.LISTENER_FAILURES);
                if (!failedBefore) {
                    failedBefore = true;
                    LOG.atWarn()
                            .setCause(e)
                            .addKeyValue("action", "agent.listener.failed")
                            .addKeyValue("listener", listener.getClass().getName())
                            .log(
                                    "a listener of the cluster threw; it is told of later changes, and the next failures are only counted");
                }
            }
        }
    }
}
