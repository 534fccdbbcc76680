package io.bellwether.cli.command;

import io.bellwether.cli.sight.ClusterLook;
import io.bellwether.cli.sight.ClusterSight;
import io.bellwether.cli.sight.DiskSpeed;
import io.bellwether.cli.sight.Glance;
import io.bellwether.cli.sight.Loopback;
import io.bellwether.cli.sight.Machine;
import io.bellwether.cli.sight.Sight;
import io.bellwether.cli.sight.WakeUps;
import io.bellwether.cli.terminal.Looking;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at a machine and a cluster, at all parts at once, for some seconds at most. */
final class Examination {

    private static final int PARTS = 6;

    /**
     * How long it takes.
     *
     * @param answer The longest that is waited for an answer.
     * @param measured How long disk and scheduler are measured.
     * @param between From the first look at the coordinators to the second.
     * @param limit The longest that all of it may take.
     */
    record Pace(Duration answer, Duration measured, Duration between, Duration limit) {

        static final Pace STANDARD =
                new Pace(Duration.ofMillis(2_500), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(9));
    }

    private final ClusterContext context;
    private final Pace pace;
    private final Looking looking;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            PARTS, Thread.ofPlatform().daemon().name("examination").factory());
    private final long begun = System.nanoTime();

    private Examination(ClusterContext context, Pace pace, Looking looking) {
        this.context = context;
        this.pace = pace;
        this.looking = looking;
    }

    /** Looks, and says so on the terminal meanwhile. */
    static Sight look(ClusterContext context, Pace pace, Terminal terminal) {
        try (var looking = new Looking(terminal)) {
            var examination = new Examination(context, pace, looking);
            try {
                return context.isElsewhere() ? examination.elsewhere() : examination.home();
            } finally {
                examination.threads.shutdownNow();
            }
        }
    }

    private Sight home() {
        var home = context.home();
        var layout = context.layout();
        var data = home.folder().resolve("data");
        var machine = begin("the machine", () -> Machine.look(home));
        var udp = begin("datagrams", Loopback::failure);
        var disk = begin("the disk", () -> DiskSpeed.look(data, pace.measured()));
        var wakeUps = begin("the scheduler", () -> WakeUps.look(pace.measured()));
        var local = begin("processes", () -> LocalLook.look(home, layout));
        var running = LocalLook.running(home, layout);
        CompletableFuture<@Nullable ClusterSight> cluster = running.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : begin(
                        "the cluster",
                        () -> new ClusterLook(new Glance(pace.answer()), layout.coordinators(), running)
                                .look(pace.between()));
        return new Sight(
                end(machine, "the machine"),
                end(udp, "datagrams"),
                orElse(disk, DiskSpeed.stalled(data)),
                end(wakeUps, "the scheduler"),
                end(local, "processes"),
                end(cluster, "the cluster"),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Of machines elsewhere nothing is known; of this one it is told where the cluster is on it, as in containers. */
    private Sight elsewhere() {
        var coordinators = context.coordinators();
        var home = context.home();
        boolean here = coordinators.stream().allMatch(Examination::isHere);
        CompletableFuture<@Nullable Machine> machine = beginIf(here, "the machine", () -> Machine.look(home));
        CompletableFuture<io.bellwether.cli.sight.@Nullable Latencies> wakeUps =
                beginIf(here, "the scheduler", () -> WakeUps.look(pace.measured()));
        var cluster = begin(
                "the cluster",
                () -> new ClusterLook(new Glance(pace.answer()), coordinators, Map.of()).look(pace.between()));
        return new Sight(
                end(machine, "the machine"),
                null,
                null,
                end(wakeUps, "the scheduler"),
                null,
                end(cluster, "the cluster"),
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private <T extends @Nullable Object> CompletableFuture<T> begin(String what, Supplier<T> look) {
        looking.begin(what);
        return CompletableFuture.supplyAsync(look, threads).whenComplete((seen, failure) -> looking.end(what));
    }

    private <T> CompletableFuture<@Nullable T> beginIf(boolean wanted, String what, Supplier<@Nullable T> look) {
        return wanted ? begin(what, look) : CompletableFuture.completedFuture(null);
    }

    private <T extends @Nullable Object> T end(CompletableFuture<T> look, String what) {
        try {
            return look.get(left(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StartProblem(
                    "Looking at %s has not ended within %d s, so nothing can be said: something there hangs. Try again, and see with 'top' and 'dmesg' what this machine waits for."
                            .formatted(what, pace.limit().toSeconds()),
                    e);
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartProblem("Interrupted.", e);
        }
    }

    /** A disk that stalls is a finding, not a reason to find nothing. */
    private <T> T orElse(CompletableFuture<T> look, T otherwise) {
        try {
            return look.completeOnTimeout(otherwise, left(), TimeUnit.NANOSECONDS)
                    .join();
        } catch (CompletionException e) {
            throw failed(e);
        }
    }

    private static RuntimeException failed(Exception failure) {
        return failure.getCause() instanceof StartProblem problem
                ? problem
                : new IllegalStateException("a look has failed", failure.getCause());
    }

    private long left() {
        return Math.max(1, pace.limit().toNanos() - (System.nanoTime() - begun));
    }

    /** Whether a place is on this machine. */
    private static boolean isHere(URI place) {
        try {
            var address = InetAddress.getByName(place.getHost());
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            // A name that nobody knows is not one of this machine.
            return false;
        }
    }
}
