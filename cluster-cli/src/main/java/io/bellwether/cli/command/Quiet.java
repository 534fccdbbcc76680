package io.bellwether.cli.command;

import io.bellwether.devservices.home.FreePorts;
import io.bellwether.devservices.node.Node;
import io.bellwether.devservices.node.Supervisor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until services have ended their work.
 *
 * <p>A service closes its port after it has answered what it had accepted and has left Kafka. What its process does
 * afterwards (writing the archive of its classes takes seconds) needs no back end any more.
 */
final class Quiet {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private Quiet() {}

    static void await(List<Node> services, Supervisor supervisor) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        var never = new CountDownLatch(1);
        try {
            while (!services.stream().allMatch(service -> quiet(service, supervisor))
                    && System.nanoTime() - deadline < 0
                    && !never.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                // Looks again.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean listens(Node service) {
        int port = service.ports().getFirst();
        if (service.place().isLoopback()) {
            return !FreePorts.isFree(port);
        }
        // Only the kernel on the other side knows.
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(service.place().address(), port), (int) POLL.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean quiet(Node service, Supervisor supervisor) {
        return !listens(service) || supervisor.running(service.name()).isEmpty();
    }
}
