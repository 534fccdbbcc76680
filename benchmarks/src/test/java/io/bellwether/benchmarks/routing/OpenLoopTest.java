package io.bellwether.benchmarks.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpenLoopTest {

    private static final int RATE = 200;
    private static final int COUNT = 100;
    private static final int PATIENCE_MILLIS = 2_000;

    private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/logs", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            await();
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
    }

    private void await() {
        try {
            assertThat(mayAnswer.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        mayAnswer.countDown();
        server.stop(0);
        threads.close();
    }

    private Sent run(int waitingMax) throws InterruptedException {
        int port = server.getAddress().getPort();
        var sent = new Sent(RATE, COUNT);
        new OpenLoop(new LogLines(port, true)::next, port, sent, waitingMax, PATIENCE_MILLIS)
                .run(System.nanoTime(), second -> {});
        return sent;
    }

    @Test
    void allAreSentAndEachLineHasAnIdOfItsOwn() throws InterruptedException {
        mayAnswer.countDown();

        Sent sent = run(COUNT);

        assertThat(sent.failures()).isZero();
        assertThat(bodies).hasSize(COUNT);
        assertThat(bodies.stream().map(body -> body.replaceFirst(".*\"id\":\"([^\"]*)\".*", "$1")))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(UUID.fromString(id).version()).isEqualTo(7));
    }

    @Test
    void whatIsDueWhileTooManyWaitHasFailed() throws InterruptedException {
        Thread.ofVirtual().start(this::answerSoon);

        Sent sent = run(10);

        assertThat(sent.failures()).isEqualTo(COUNT - 10);
        assertThat(sent.isFailed(0)).isFalse();
        assertThat(sent.isFailed(COUNT - 1)).isTrue();
    }

    /** When all have become due, at the end of the second half of a second. */
    private void answerSoon() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1_000);
        while (System.nanoTime() - end < 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(end - System.nanoTime());
        }
        mayAnswer.countDown();
    }

    @Test
    void itsTimeIsCountedFromWhenItWasDue() throws InterruptedException {
        Thread.ofVirtual().start(this::answerSoon);

        Sent sent = run(COUNT);

        // The first waited for a second, the last for half of one.
        assertThat(sent.tookNanos(0)).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
        assertThat(sent.tookNanos(COUNT - 1)).isLessThan(sent.tookNanos(0) - TimeUnit.MILLISECONDS.toNanos(300));
    }
}
