package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.report.Chart;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the threshold of phi does on a jittery link, and what agreement adds to it: mistakes against detection time, beside
 * one observer with Akka's phi on the same arrivals.
 */
public final class PhiScenario {

    private static final String PEER = "Akka phi";
    private static final int MEMBERS_PER_RUN = 50;
    private static final Duration PAUSE_OF_AKKA = Duration.ofSeconds(3);
    private static final List<Double> THRESHOLDS = List.of(6.0, 8.0, 10.0);
    private static final List<Double> OUR_SWEEP =
            List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0);
    private static final List<Double> PEER_SWEEP = List.of(1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 11.0, 15.0, 20.0, 26.0);
    /** Wrong accusations for each hour of a member at which the two are compared. */
    private static final List<Double> RATES = List.of(10.0, 1.0, 0.1);

    private record Sweeps(Sweep ours, Sweep oursNoFloor, Sweep akka, Sweep akkaNoPause) {
        static Sweeps fresh() {
            return new Sweeps(
                    Sweep.ours(TimingProfile.DEFAULT.silenceFloor(), THRESHOLDS),
                    Sweep.ours(TimingProfile.DEFAULT.heartbeat(), OUR_SWEEP),
                    Sweep.akka(PAUSE_OF_AKKA, THRESHOLDS),
                    Sweep.akka(Duration.ZERO, PEER_SWEEP));
        }

        List<Sweep> all() {
            return List.of(ours, oursNoFloor, akka, akkaNoPause);
        }
    }

    private PhiScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "phi",
                "Thresholds 6, 8 and 10 on a jittery link, mistakes against time beside one observer. 1 min of one core.",
                List.of(
                        Option.number(
                                "repeat",
                                2000,
                                1,
                                1_000_000,
                                "Members, each watched for ten minutes and then crashing."),
                        Option.number("clusters", 10, 1, 10_000, "Clusters of 40 nodes for each threshold."),
                        Option.text("svg", "target/sim/phi.svg", "Where the chart is written to.")),
                PhiScenario::run);
    }

    private static Result run(Session session) {
        int members = session.settings().repeat();
        int runs = Math.ceilDiv(members, MEMBERS_PER_RUN);
        Sweeps sum = Sweeps.fresh();
        for (Sweeps part : session.runs("sim phi", runs, number -> {
            int count = (int) Math.min(MEMBERS_PER_RUN, members - number * MEMBERS_PER_RUN);
            return part(session.settings().seed() + number, count);
        })) {
            for (int i = 0; i < sum.all().size(); i++) {
                sum.all().get(i).addAll(part.all().get(i));
            }
        }
        draw(session, sum);
        return new Result("phi", session.settings().seed(), rows(session, sum));
    }

    private static Sweeps part(long seed, int members) {
        Sweeps sweeps = Sweeps.fresh();
        SplittableRandom random = new SplittableRandom(seed);
        for (int member = 0; member < members; member++) {
            Sweep.member(sweeps.all(), random);
        }
        return sweeps;
    }

    private static List<Row> rows(Session session, Sweeps sweeps) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < THRESHOLDS.size(); i++) {
            String name = "threshold %.0f: ".formatted(THRESHOLDS.get(i));
            rows.addAll(rows(PEER, name, sweeps.akka.judgements.get(i)));
            rows.addAll(rows(Row.US, name, sweeps.ours.judgements.get(i)));
            rows.add(Row.ours(
                    name + "verdict about the crash, median",
                    "s",
                    sweeps.ours.judgements.get(i).memberSeconds(),
                    Goal.atMost(sweeps.akka.judgements.get(i).memberSeconds())));
            rows.add(Row.ours(
                    name + "living members accused",
                    "",
                    (double) sweeps.ours.judgements.get(i).memberMistakes(),
                    Goal.exactly(0)));
        }
        rows.addAll(clusterRows(session));
        rows.add(higherIsSlower(sweeps.ours.judgements));
        rows.add(higherIsSurer(sweeps.ours.judgements));
        for (double rate : RATES) {
            String metric = "no floor, no pause: verdict at %s mistakes/member-hour".formatted(rate);
            double peer = Sweep.secondsAt(
                    rate, sweeps.akkaNoPause.judgements, Judgement::memberRate, Judgement::memberSeconds);
            double us = Sweep.secondsAt(
                    rate, sweeps.oursNoFloor.judgements, Judgement::memberRate, Judgement::memberSeconds);
            rows.add(Row.of(PEER, metric, "s", peer));
            rows.add(Row.ours(metric, "s", us, Goal.atMost(peer)));
            String single = "no floor, no pause: one observer at %s mistakes/edge-hour".formatted(rate);
            rows.add(Row.of(
                    PEER,
                    single,
                    "s",
                    Sweep.secondsAt(rate, sweeps.akkaNoPause.judgements, Judgement::edgeRate, Judgement::edgeSeconds)));
            rows.add(Row.of(
                    Row.US,
                    single,
                    "s",
                    Sweep.secondsAt(rate, sweeps.oursNoFloor.judgements, Judgement::edgeRate, Judgement::edgeSeconds)));
        }
        return rows;
    }

    /** The same jitter on all links of whole clusters, except those among the coordinators. */
    private static List<Row> clusterRows(Session session) {
        int clusters = (int) session.settings().number("clusters");
        List<Row> rows = new ArrayList<>();
        for (double threshold : THRESHOLDS) {
            JitteryCluster.Figures figures = new JitteryCluster.Figures();
            session.runs("sim phi, clusters, threshold %.0f".formatted(threshold), clusters, number -> {
                        long seed = session.settings().seed() + number;
                        return new JitteryCluster(threshold, seed).run();
                    })
                    .forEach(figures::addAll);
            CrashScenario.tell(session, figures.crash);
            String name = "clusters, threshold %.0f: ".formatted(threshold);
            rows.add(Row.of(Row.US, name + "watched", "edge-hours", figures.edgeHours));
            rows.add(Row.of(
                    Row.US,
                    name + "mistakes of one observer",
                    "1/edge-hour",
                    (double) figures.mistakes / figures.edgeHours));
            rows.add(Row.of(Row.US, name + "known at a node, median", "s", figures.crash.known.seconds(0.5)));
            rows.add(Row.of(Row.US, name + "known at a node, latest", "s", figures.crash.known.seconds(1)));
            rows.add(Row.none(name + "living accused or removed", figures.crash.accusedLiving));
            rows.add(Row.none(name + "pairs that never knew", figures.crash.unknown));
            rows.add(Row.none(name + "promises broken", figures.crash.broken.size()));
        }
        return rows;
    }

    private static List<Row> rows(String subject, String name, Judgement judgement) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(subject, name + "watched", "edge-hours", judgement.edgeHours()));
        rows.add(Row.of(subject, name + "mistakes of one observer", "1/edge-hour", judgement.edgeRate()));
        rows.add(Row.of(subject, name + "one observer sees the crash, median", "s", judgement.edgeSeconds()));
        if (!subject.equals(Row.US)) {
            rows.add(Row.of(subject, name + "verdict about the crash, median", "s", judgement.memberSeconds()));
            rows.add(Row.of(subject, name + "living members accused", "", (double) judgement.memberMistakes()));
        }
        return rows;
    }

    /** By how much each threshold takes longer than the one before, at least. */
    private static Row higherIsSlower(List<Judgement> judgements) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < judgements.size(); i++) {
            least = Math.min(
                    least,
                    judgements.get(i).edgeSeconds() - judgements.get(i - 1).edgeSeconds());
        }
        return Row.ours("a higher threshold sees the crash later by, least", "s", least, Goal.atLeast(0.1));
    }

    /** How many times fewer mistakes each threshold makes than the one before, at least. */
    private static Row higherIsSurer(List<Judgement> judgements) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < judgements.size(); i++) {
            least = Math.min(
                    least, judgements.get(i - 1).edgeRate() / judgements.get(i).edgeRate());
        }
        return Row.ours("a higher threshold errs more seldom by the factor, least", "", least, Goal.atLeast(1.5));
    }

    private static void draw(Session session, Sweeps sweeps) {
        Chart chart = new Chart(
                "Mistakes against detection time on a jittery link",
                "seconds from the crash to the verdict, median",
                "wrong accusations per member-hour, power of ten");
        chart.line("Akka, no pause", sweeps.akkaNoPause.points(Judgement::memberRate, Judgement::memberSeconds));
        chart.line("ours, no floor", sweeps.oursNoFloor.points(Judgement::memberRate, Judgement::memberSeconds));
        chart.line("Akka, one observer", sweeps.akkaNoPause.points(Judgement::edgeRate, Judgement::edgeSeconds));
        chart.line("ours, one observer", sweeps.oursNoFloor.points(Judgement::edgeRate, Judgement::edgeSeconds));
        Path path = Path.of(session.settings().text("svg"));
        try {
            if (path.getParent() != null) {
                Files.createDirectories(path.getParent());
            }
            Files.writeString(path, chart.svg());
        } catch (IOException e) {
            throw new UncheckedIOException("the chart could not be written to " + path, e);
        }
        session.note("chart: " + path);
    }
}
