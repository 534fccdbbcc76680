package io.bellwether.spring.health;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Status;

/**
 * Asks health contributors, each within a limit of time. One that hangs keeps its thread, is not asked again until it
 * comes back, and holds up nobody; one thread does where none hangs.
 */
public final class TimedChecks implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    /** With at most so many threads, all of them daemons. */
    public TimedChecks(Duration limit, int threadsMax) {
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0, threadsMax, IDLE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), TimedChecks::daemon);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cluster-health-check");
        thread.setDaemon(true);
        return thread;
    }

    /** Asks one, waiting for at most the limit. */
    CheckOutcome check(String name, Supplier<Status> check) throws InterruptedException {
        if (!underWay.add(name)) {
            return CheckOutcome.TIMED_OUT;
        }
        Future<Status> answer;
        try {
            answer = threads.submit(() -> {
                try {
                    return check.get();
                } finally {
                    underWay.remove(name);
                }
            });
        } catch (RejectedExecutionException e) {
            // All threads hang in other contributors: this one cannot be asked in time either.
            underWay.remove(name);
            return CheckOutcome.TIMED_OUT;
        }
        return outcome(answer);
    }

    private CheckOutcome outcome(Future<Status> answer) throws InterruptedException {
        try {
            return of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return CheckOutcome.TIMED_OUT;
        } catch (ExecutionException e) {
            // A contributor that throws instead of answering has found something wrong.
            return CheckOutcome.DOWN;
        }
    }

    private static CheckOutcome of(Status status) {
        if (Status.UP.equals(status)) {
            return CheckOutcome.UP;
        }
        boolean down = Status.DOWN.equals(status) || Status.OUT_OF_SERVICE.equals(status);
        return down ? CheckOutcome.DOWN : CheckOutcome.UNKNOWN;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
