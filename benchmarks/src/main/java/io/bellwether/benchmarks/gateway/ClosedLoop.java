package io.bellwether.benchmarks.gateway;

import io.bellwether.benchmarks.http.HttpConnection;
import io.bellwether.simulation.report.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** As many requests as get an answer: each connection sends the next when the last was answered. */
final class ClosedLoop {

    private static final int SILENCE_MILLIS_MAX = 10_000;
    private static final int OK = 200;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int connections;
    private final String path;

    ClosedLoop(int connections, String path) {
        this.connections = connections;
        this.path = path;
    }

    /**
     * What a run has shown.
     *
     * @param requests How many were answered.
     * @param failed How many were answered otherwise than with 200, or not.
     */
    record Load(long requests, long failed, double perSecond, double p50Millis, double p99Millis) {}

    /** Asks whoever serves on a port of this machine for so long. */
    Load run(int port, Duration time) {
        byte[] request = "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: */*\r\n\r\n"
                .formatted(path, port)
                .getBytes(StandardCharsets.US_ASCII);
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        var took = new Sample();
        long failed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Sender>> senders = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                senders.add(threads.submit(() -> new Sender().run(request, port, end)));
            }
            for (Future<Sender> each : senders) {
                Sender sender = each.get();
                took.addAll(sender.took);
                failed += sender.failed;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted under load", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sender has failed", e);
        }
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        return new Load(
                took.size(),
                failed,
                took.size() / seconds,
                took.percentile(0.5) / NANOS_PER_MILLI,
                took.percentile(0.99) / NANOS_PER_MILLI);
    }

    /** One connection. */
    private static final class Sender {

        private final Sample took = new Sample();
        private long failed;

        Sender run(byte[] request, int port, long end) {
            while (System.nanoTime() - end < 0) {
                try (var connection = new HttpConnection(port)) {
                    ask(connection, request, end);
                } catch (IOException e) {
                    failed++;
                }
            }
            return this;
        }

        private void ask(HttpConnection connection, byte[] request, long end) throws IOException {
            for (long begun = System.nanoTime(); begun - end < 0 && connection.isOpen(); begun = System.nanoTime()) {
                int status = connection.exchange(request, SILENCE_MILLIS_MAX);
                if (status == OK) {
                    took.add(System.nanoTime() - begun);
                } else {
                    failed++;
                }
            }
        }
    }
}
