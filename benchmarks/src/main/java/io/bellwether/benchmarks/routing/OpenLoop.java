package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.http.HttpConnection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sends requests at a rate, whatever becomes of those before; at most so many wait for an answer at a time. */
final class OpenLoop {

    /** So long nobody waits for an answer. */
    static final int PATIENCE_MILLIS = 5_000;

    private static final int GOOD = 2;
    private static final int HUNDRED = 100;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long IDLE_NANOS_MAX = 20 * SECOND_NANOS;

    private final LongFunction<byte[]> requests;
    private final int port;
    private final Sent sent;
    private final int waitingMax;
    private final int patienceMillis;
    private final ConcurrentLinkedDeque<Kept> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * A loop.
     *
     * @param requests Makes each request from its number.
     * @param sent Takes what becomes of each request; says when each is due, and how many there are.
     * @param waitingMax Requests that wait at a time at most; what is due beyond that has failed.
     */
    OpenLoop(LongFunction<byte[]> requests, int port, Sent sent, int waitingMax) {
        this(requests, port, sent, waitingMax, PATIENCE_MILLIS);
    }

    OpenLoop(LongFunction<byte[]> requests, int port, Sent sent, int waitingMax, int patienceMillis) {
        this.requests = requests;
        this.port = port;
        this.sent = sent;
        this.waitingMax = waitingMax;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Sends them all and waits for their answers.
     *
     * @param beginNanos When the first is due, by {@link System#nanoTime()}.
     * @param eachSecond Is told how many seconds of it are over.
     */
    void run(long beginNanos, LongConsumer eachSecond) throws InterruptedException {
        var over = new CountDownLatch(sent.count());
        long told = 0;
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int request = 0; request < sent.count(); request++) {
                long due = beginNanos + sent.dueNanos(request);
                awaitNanos(due);
                int number = request;
                if (waiting.incrementAndGet() > waitingMax) {
                    waiting.decrementAndGet();
                    sent.failed(request, 0, "too many waited");
                    over.countDown();
                } else {
                    senders.execute(() -> {
                        send(number, due);
                        waiting.decrementAndGet();
                        over.countDown();
                    });
                }
                long second = sent.dueNanos(request) / SECOND_NANOS;
                if (second > told) {
                    told = second;
                    eachSecond.accept(second);
                }
            }
            // What is not answered by then never is; it counts as failed.
            if (!over.await(2L * patienceMillis, TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        }
        idle.forEach(kept -> kept.connection().close());
    }

    private void send(int number, long due) {
        @Nullable HttpConnection connection = null;
        String answer;
        try {
            connection = connection();
            int status = connection.exchange(requests.apply(number), patienceMillis);
            answer = status / HUNDRED == GOOD ? "" : Integer.toString(status);
        } catch (IOException e) {
            answer = e instanceof SocketTimeoutException
                    ? "no answer"
                    : e.getClass().getSimpleName();
            close(connection);
            connection = null;
        }
        long took = System.nanoTime() - due;
        if (answer.isEmpty()) {
            sent.answered(number, took);
        } else {
            sent.failed(number, took, answer);
        }
        if (connection != null && connection.isOpen()) {
            idle.addFirst(new Kept(connection, System.nanoTime()));
        }
    }

    /** The one that was used last; one that was idle for long may have been closed meanwhile, as any client has to know. */
    private HttpConnection connection() throws IOException {
        Kept kept = idle.pollFirst();
        if (kept == null) {
            return new HttpConnection(port);
        }
        if (System.nanoTime() - kept.sinceNanos() < IDLE_NANOS_MAX) {
            return kept.connection();
        }
        kept.connection().close();
        return new HttpConnection(port);
    }

    private record Kept(HttpConnection connection, long sinceNanos) {}

    private static void close(@Nullable HttpConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }

    private static void awaitNanos(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
