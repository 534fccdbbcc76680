package io.bellwether.faults.agreement;

import io.bellwether.faults.harness.Answer;
import io.bellwether.faults.harness.Await;
import io.bellwether.faults.harness.Cluster;
import io.bellwether.faults.harness.Node;
import io.bellwether.faults.harness.Profile;
import io.bellwether.faults.harness.Rest;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The leader is stopped for six seconds and continued while writes and linearizable reads keep arriving at it. It has
 * slept through an election and does not know: no read may show less than had been acknowledged when it was asked.
 */
public final class StoppedLeader {

    private static final String KEY = "/api/v1/config/register/value";
    private static final Duration STOP = Duration.ofSeconds(6);
    private static final Duration RUN = Duration.ofSeconds(4);
    private static final Duration READ_LIMIT = Duration.ofSeconds(20);
    private static final Duration WRITE_LIMIT = Duration.ofMillis(1_500);
    private static final int READERS = 64;
    private static final int READS = 10_000;
    private static final int CYCLES_MAX = 40;

    /** It may refuse whatever waited for it while it slept; a few times more shows whether it answers some of it. */
    private static final int CYCLES_FOR_LATE_ANSWERS = 6;

    private final Cluster cluster;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong waitedThroughSleep = new AtomicLong();
    private final AtomicLong answeredAfterSleep = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private volatile boolean over;
    private volatile Node asked;
    private volatile long wokenAt = System.nanoTime();

    private StoppedLeader(Cluster cluster) {
        this.cluster = cluster;
        this.asked = cluster.awaitLeader(Coordinators.LEADER_LIMIT);
    }

    public static Scenario scenario() {
        return Scenario.live(
                "stopped-leader",
                "Stops the leader for 6 s under reads and writes, and continues it: no stale linearizable read.",
                List.of(
                        Option.number("reads", READS, 1, 1_000_000, "Linearizable reads to be answered."),
                        Option.text("profile", "fast", "fast or default.")),
                StoppedLeader::run);
    }

    private static Result run(Session session) {
        return run(
                session.settings().number("reads"),
                session.settings().seed(),
                Profile.of(session.settings().text("profile")),
                session::note);
    }

    /** Stops and continues until as many reads were answered. */
    public static Result run(long reads, long seed, Profile profile, Consumer<String> notes) {
        try (Cluster cluster = Coordinators.start("stopped-leader", profile, notes)) {
            var scenario = new StoppedLeader(cluster);
            int cycles = scenario.cycles(reads, notes);
            if (scenario.stale.get() > 0) {
                cluster.keep("stale reads");
            }
            cluster.finished();
            return new Result(
                    "stopped-leader",
                    seed,
                    List.of(
                            Row.of(Row.US, "times the leader was stopped", "", cycles),
                            Row.of(Row.US, "writes acknowledged", "", (double) scenario.acknowledged.get()),
                            Row.ours(
                                    "linearizable reads answered at it",
                                    "",
                                    (double) scenario.answered.get(),
                                    Goal.atLeast((double) reads)),
                            Row.ours(
                                    "reads asked before it woke and ended after",
                                    "",
                                    (double) scenario.waitedThroughSleep.get(),
                                    Goal.atLeast(1)),
                            Row.of(Row.US, "of them answered, not refused", "", (double)
                                    scenario.answeredAfterSleep.get()),
                            Row.of(Row.US, "reads refused", "", (double) scenario.refused.get()),
                            Row.none("stale linearizable reads", scenario.stale.get())));
        }
    }

    private int cycles(long reads, Consumer<String> notes) {
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofVirtual().start(this::write));
        for (int i = 0; i < READERS; i++) {
            threads.add(Thread.ofVirtual().start(this::read));
        }
        int cycles = 0;
        try {
            while (!isEnough(reads, cycles)) {
                Node leader = cluster.awaitLeader(Coordinators.LEADER_LIMIT);
                asked = leader;
                Await.pass(RUN);
                leader.pause();
                try {
                    Await.pass(STOP);
                } finally {
                    wokenAt = System.nanoTime();
                    leader.resume();
                }
                Await.pass(RUN);
                cycles++;
                notes.accept("stopped-leader: stopped %d times, %d reads answered, %d refused, %d stale"
                        .formatted(cycles, answered.get(), refused.get(), stale.get()));
            }
        } finally {
            over = true;
        }
        for (Thread thread : threads) {
            try {
                thread.join(READ_LIMIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return cycles;
    }

    private boolean isEnough(long reads, int cycles) {
        if (cycles >= CYCLES_MAX) {
            return true;
        }
        return answered.get() >= reads && (answeredAfterSleep.get() > 0 || cycles >= CYCLES_FOR_LATE_ANSWERS);
    }

    /** One writer, so that the values rise in the order of the acknowledgements. */
    private void write() {
        long value = 0;
        int turn = 0;
        while (!over) {
            value++;
            Node coordinator = cluster.coordinators().get(turn % 3);
            Answer answer = Rest.change(
                    "PUT", coordinator.uri(KEY), cluster.token(), "text/plain", Long.toString(value), WRITE_LIMIT);
            if (answer.isOk()) {
                acknowledged.set(value);
            } else {
                turn++;
                Await.pass(Duration.ofMillis(10));
            }
        }
    }

    private void read() {
        while (!over) {
            long floor = acknowledged.get();
            long begun = System.nanoTime();
            Answer answer = Rest.get(asked.uri(KEY + "?consistency=linearizable"), READ_LIMIT);
            boolean late = begun - wokenAt < 0;
            if (late) {
                waitedThroughSleep.incrementAndGet();
            }
            if (answer.isOk()) {
                answered.incrementAndGet();
                if (late) {
                    answeredAfterSleep.incrementAndGet();
                }
                if (Long.parseLong(answer.body()) < floor) {
                    stale.incrementAndGet();
                }
            } else {
                refused.incrementAndGet();
                Await.pass(Duration.ofMillis(20));
            }
        }
    }
}
