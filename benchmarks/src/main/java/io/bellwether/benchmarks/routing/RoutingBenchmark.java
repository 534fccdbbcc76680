package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.fleet.WakeMeter;
import io.bellwether.benchmarks.process.Processor;
import io.bellwether.benchmarks.routing.Fault.Timeline;
import io.bellwether.benchmarks.routing.SystemUnderTest.Parts;
import io.bellwether.simulation.report.Progress;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One of three producers is killed, stopped or slowed while log lines come in at a steady rate: first through our gateway, then
 * through a plain one, which takes the same instances in turn.
 */
public final class RoutingBenchmark {

    static final String PEER = "plain gateway";

    private static final String NAME = "bench routing";
    private static final String ALL = "all";
    private static final List<Integer> WARM_UP_PARTS = List.of(16, 8, 4, 2, 1);
    private static final int WARM_UP_SHARE = 5;
    private static final int WARM_UP_SECONDS_MAX = 12;
    /** Shorter runs show that it works, and nothing else. */
    private static final int FULL_SECONDS = 30;

    private static final Duration LEAD = Duration.ofMillis(200);

    private final Session session;
    private final int seconds;
    private final int rate;
    private final int waitingMax;
    private final boolean ids;

    private RoutingBenchmark(Session session) {
        this.session = session;
        this.seconds = (int) session.settings().seconds();
        this.rate = (int) session.settings().number("rate");
        this.waitingMax = (int) session.settings().number("waiting");
        this.ids = switch (session.settings().text("ids")) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UsageProblem("--ids takes true or false, got '%s'"
                        .formatted(session.settings().text("ids")));
        };
    }

    /** The scenario. */
    public static Scenario scenario() {
        return Scenario.live(
                "routing",
                "A producer of three is killed, stopped, slowed: what senders notice, through ours and a plain gateway.",
                List.of(
                        Option.number("seconds", 60, 12, 3_600, "Seconds of each run; there are two for each fault."),
                        Option.number("rate", 500, 10, 5_000, "Requests in a second, each with one line."),
                        Option.text("fault", ALL, "kill, stop, slow or all."),
                        Option.text(
                                "ids", "true", "Whether lines carry ids, so that they may be sent twice: true, false."),
                        Option.number(
                                "waiting", 1_000, 10, 50_000, "Requests that may wait; more are not sent and failed.")),
                session -> new RoutingBenchmark(session).run());
    }

    private List<Fault> faults() {
        String asked = session.settings().text("fault");
        List<Fault> faults = Arrays.stream(Fault.values())
                .filter(fault -> asked.equals(ALL) || asked.equals(fault.word()))
                .toList();
        if (faults.isEmpty()) {
            throw new UsageProblem("--fault takes kill, stop, slow or all, got '%s'".formatted(asked));
        }
        return faults;
    }

    private Result run() {
        List<Fault> faults = faults();
        List<Trial> trials = new ArrayList<>();
        try (WakeMeter meter = WakeMeter.start()) {
            try (SystemUnderTest system = begin()) {
                Parts parts = step("two more producers and a plain gateway", 1, told -> system.addParts());
                warmUp("ours", system.ourPort());
                warmUp("the plain gateway", parts.plainPort());
                for (Fault fault : faults) {
                    trials.add(trial(system, parts, fault, new Gateway(Row.US, system.ourPort(), system.ours())));
                    trials.add(trial(
                            system,
                            parts,
                            fault,
                            new Gateway(PEER, parts.plainPort(), parts.plain().handle())));
                }
            }
            trials.stream()
                    .filter(trial -> trial.sent().failures() > 0)
                    .forEach(trial -> session.list("%s through %s, failed: %s"
                            .formatted(
                                    trial.fault().word(),
                                    trial.gateway(),
                                    trial.sent().reasons())));
            boolean isVoid = meter.isVoid();
            if (isVoid) {
                session.note(
                        "void: a sleeping thread woke later than %.0f ms, so this says more of the machine than of us"
                                .formatted(WakeMeter.LATE_MILLIS_MAX));
            }
            List<Row> rows = new ArrayList<>(new Judgement(!isVoid, ids).rows(trials));
            rows.add(Row.of(Row.US, "a sleeping thread woke late, p99", "ms", meter.lateMillis()));
            return new Result(NAME, session.settings().seed(), rows);
        }
    }

    private SystemUnderTest begin() {
        return step("the system", 1, told -> SystemUnderTest.start(seconds >= FULL_SECONDS));
    }

    /** More and more: who is asked for everything while none of its code is compiled shows how it takes that, and nothing else. */
    private void warmUp(String who, int port) {
        int length = Math.clamp(seconds / WARM_UP_SHARE, 1, WARM_UP_SECONDS_MAX);
        step("%s, warming up".formatted(who), WARM_UP_PARTS.size() * length, progress -> {
            for (int part : WARM_UP_PARTS) {
                int some = Math.max(1, rate / part);
                load(port, new Sent(some, some * length), System.nanoTime() + LEAD.toNanos(), progress);
                progress.step();
            }
            return length;
        });
    }

    /** Through whom requests go. */
    private record Gateway(String name, int port, ProcessHandle process) {}

    private Trial trial(SystemUnderTest system, Parts parts, Fault fault, Gateway gateway) {
        Timeline timeline = fault.timeline(seconds);
        step("%s through %s, waiting for all to be well".formatted(fault.word(), gateway.name()), 1, progress -> {
            system.heal();
            return 1;
        });
        var sent = new Sent(rate, rate * seconds);
        parts.proxy().takeArrivals();
        Processor before = Processor.now(system.processes());
        double used = Processor.nanos(gateway.process());
        long begin = System.nanoTime() + LEAD.toNanos();
        Breaking.Times times;
        try (var breaking = new Breaking(fault, timeline, parts, begin)) {
            step("%s through %s".formatted(fault.word(), gateway.name()), seconds, progress -> {
                load(gateway.port(), sent, begin, progress);
                return 1;
            });
            times = breaking.times();
        }
        long[] arrivals = parts.proxy().takeArrivals();
        Arrays.setAll(arrivals, i -> arrivals[i] - begin);
        return new Trial(
                fault,
                gateway.name(),
                timeline,
                sent,
                times.begunNanos(),
                times.endedNanos(),
                Processor.nanos(gateway.process()) - used,
                Processor.now(system.processes()).othersSince(before),
                fault == Fault.SLOW ? arrivals : new long[0]);
    }

    private void load(int port, Sent sent, long begin, Told told) {
        try {
            new OpenLoop(new LogLines(port, ids)::next, port, sent, waitingMax).run(begin, second -> told.step());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while lines were sent", e);
        }
    }

    /** Is told of each second. */
    private interface Told {
        void step();
    }

    private interface Part<T> {
        T run(Told told) throws IOException;
    }

    /** Quiet where a program reads the result. */
    private <T> T step(String what, int steps, Part<T> part) {
        Progress progress = session.progress("%s: %s".formatted(NAME, what), steps);
        try {
            T outcome = part.run(progress::step);
            // The last of many is over with the answers to what was sent last.
            progress.step();
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            progress.end();
        }
    }
}
