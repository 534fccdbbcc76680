package io.bellwether.cli.demo;

import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lines of log through the gateway, so many a second whatever becomes of them. Each carries an id, so it may be sent twice. */
final class Traffic implements AutoCloseable {

    /** More than this are not awaited at a time: what comes beyond counts as failed. */
    private static final int WAITING_MAX = 500;

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int SUCCESS = 300;

    private final URI logs;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Semaphore free = new Semaphore(WAITING_MAX);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("traffic").factory());

    Traffic(URI gateway) {
        this.logs = gateway.resolve("/logs");
    }

    /**
     * What has become of it.
     *
     * @param slowest The one that took longest.
     */
    record Count(long sent, long failed, Duration slowest) {

        /** Since then; the slowest of all stays. */
        Count since(Count before) {
            return new Count(sent - before.sent, failed - before.failed, slowest);
        }
    }

    void begin(int perSecond) {
        long everyNanos = Duration.ofSeconds(1).toNanos() / perSecond;
        var unused = clock.scheduleAtFixedRate(this::send, 0, everyNanos, TimeUnit.NANOSECONDS);
    }

    Count count() {
        return new Count(sent.get(), failed.get(), Duration.ofNanos(slowestNanos.get()));
    }

    private void send() {
        long number = sent.incrementAndGet();
        if (!free.tryAcquire()) {
            failed.incrementAndGet();
            return;
        }
        long begun = System.nanoTime();
        var line = """
                {"id": "%s", "level": "INFO", "service": "demo", "message": "line %d of the demo"}""".formatted(UuidCreator.getTimeOrderedEpoch(), number);
        var request = HttpRequest.newBuilder(logs)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(line))
                .build();
        var unused = http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, failure) -> {
                    free.release();
                    long took = System.nanoTime() - begun;
                    slowestNanos.accumulateAndGet(took, Math::max);
                    if (failure != null || answer.statusCode() >= SUCCESS) {
                        failed.incrementAndGet();
                    }
                });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        http.shutdownNow();
    }
}
