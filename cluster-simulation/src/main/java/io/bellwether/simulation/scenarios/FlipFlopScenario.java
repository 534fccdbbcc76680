package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenario.UsageProblem;
import io.bellwether.simulation.scenarios.FlapTrial.Outcome;
import io.bellwether.simulation.scenarios.FlapTrial.PeerOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Machines that come and go without end: the paper's flip-flop, pauses in a rhythm, containers that crash in a loop. */
public final class FlipFlopScenario {

    private static final String LARGE = "20/20 s";
    private static final int SMALL_NODES = 20;
    private static final int SMALL_PER_LARGE = 5;
    private static final int LOST_MOST = 2;
    private static final int MOVES_MOST = 8;
    private static final double RHYTHM_SECONDS = 600;
    private static final double CRASHES_SECONDS = 900;
    private static final double CRASH_EVERY_SECONDS = 90;

    private record Rhythm(String label, double away, double here) {}

    private static final List<Rhythm> PAUSES = List.of(
            new Rhythm("pauses 4/4 s", 4, 4), new Rhythm("pauses 5/10 s", 5, 10), new Rhythm("pauses 20/20 s", 20, 20));

    private static final List<Rhythm> CRASHES = List.of(
            new Rhythm("crash every 90 s, back at once", 0, CRASH_EVERY_SECONDS),
            new Rhythm("crash every 90 s, back after 2 s", 2, CRASH_EVERY_SECONDS - 2),
            new Rhythm("crash every 90 s, back after 10 s", 10, CRASH_EVERY_SECONDS - 10));

    private FlipFlopScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "flip-flop",
                "Machines that come and go without end, and containers that crash in a loop. 3 min of one core.",
                List.of(
                        Option.nodes(1000, 20, 1000),
                        Option.number("flappers", 10, 1, 100, "Machines that come and go, 20 s away and 20 s here."),
                        Option.seconds(300, 60),
                        Option.repeat(2),
                        Option.text(
                                "only",
                                "",
                                "Only runs whose name contains this; each has a rhythm, a role and a manner: '20/20 s',"
                                        + " 'pauses 4/4 s, LEADER', 'crash every 90 s'."),
                        Option.trace()),
                FlipFlopScenario::run);
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        List<FlapTrial> trials = trials(settings);
        List<Outcome> outcomes = session.runs(
                "sim flip-flop",
                trials.size(),
                index -> trials.get((int) index).run(index == 0 ? session.trace(settings.seed()) : null));
        List<Row> rows = new ArrayList<>();
        labels(trials).forEach(label -> rows.addAll(rows(label, of(outcomes, label))));
        for (Peer peer : Peer.ALL) {
            List<PeerOutcome> seen = session.runs(
                    "sim flip-flop, " + peer.name(),
                    trials.size(),
                    index -> trials.get((int) index).runPeer(peer));
            labels(trials).forEach(label -> rows.addAll(peerRows(peer.name(), label, seen)));
        }
        List<Outcome> broken =
                outcomes.stream().filter(each -> !each.broken().isEmpty()).toList();
        broken.forEach(each -> session.note(each.trial().name() + ": " + each.broken()));
        outcomes.stream().filter(each -> !isFine(each)).forEach(each -> session.note("short of a goal: " + each));
        rows.add(Row.none("promises broken", broken.size()));
        return new Result("flip-flop", settings.seed(), rows);
    }

    private static List<FlapTrial> trials(Settings settings) {
        List<FlapTrial> trials = new ArrayList<>();
        int flappers = (int) settings.number("flappers");
        for (long run = 0; run < settings.repeat(); run++) {
            trials.add(large(settings.nodes(), flappers, (double) settings.seconds(), settings.seed() + run));
        }
        for (long run = 0; run < (long) SMALL_PER_LARGE * settings.repeat(); run++) {
            trials.addAll(small(settings.seed() + run));
        }
        String only = settings.text("only");
        trials.removeIf(trial -> !trial.name().contains(only));
        if (trials.isEmpty()) {
            throw new UsageProblem("--only '%s' is in no run's name".formatted(only));
        }
        return trials;
    }

    /** The flip-flop of the papers: every way to come and go, together with odd seeds, each by itself with even ones. */
    static FlapTrial large(int nodes, int flappers, double seconds, long seed) {
        return new FlapTrial(
                LARGE,
                nodes,
                flappers,
                List.of(Flapping.DEAF, Flapping.CUT, Flapping.FROZEN, Flapping.BLOCKED),
                20,
                20,
                seconds,
                Role.SERVICE,
                Math.floorMod(seed, 2L) == 1,
                seed);
    }

    /** One machine of a small cluster, in every rhythm. */
    static List<FlapTrial> small(long seed) {
        List<FlapTrial> trials = new ArrayList<>();
        for (Rhythm rhythm : PAUSES) {
            for (Role role : Role.values()) {
                Flapping manner = Math.floorMod(seed + List.of(Role.values()).indexOf(role), 2L) == 0
                        ? Flapping.BLOCKED
                        : Flapping.FROZEN;
                trials.add(small(rhythm, manner, RHYTHM_SECONDS, role, seed));
            }
        }
        for (Rhythm rhythm : CRASHES) {
            Role role = List.of(Role.values()).get(Math.floorMod(seed, 3));
            trials.add(small(rhythm, Flapping.CRASHING, CRASHES_SECONDS, role, seed));
        }
        return trials;
    }

    private static FlapTrial small(Rhythm rhythm, Flapping manner, double seconds, Role role, long seed) {
        return new FlapTrial(
                rhythm.label, SMALL_NODES, 1, List.of(manner), rhythm.away, rhythm.here, seconds, role, true, seed);
    }

    private static List<Row> rows(String label, List<Outcome> some) {
        String what = label + ": ";
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(
                Row.US, what + "flappers", "", sum(some, each -> each.trial().flappers())));
        double minutes = some.getFirst().trial().minutes();
        rows.add(Row.of(
                Row.US,
                what + "flips per minute of a flapper, as seen",
                "",
                sum(some, Outcome::flips) / sum(some, each -> each.trial().flappers()) / minutes));
        rows.add(Row.ours(what + "others touched", "", sum(some, Outcome::others), Goal.exactly(0)));
        rows.add(with(
                isLarge(label) ? Goal.atMost(LOST_MOST) : null,
                what + "UNREACHABLE commits of one, most",
                most(some, Outcome::lostMost)));
        rows.add(with(
                isCrashes(label) || isLarge(label) ? null : Goal.atMost(MOVES_MOST),
                what + "transitions of one, most",
                most(some, Outcome::movesMost)));
        Goal all = isCrashes(label) || isLarge(label)
                ? Goal.exactly(sum(some, each -> each.trial().flappers()))
                : null;
        rows.add(with(all, what + "quarantined or refused at join", sum(some, Outcome::keptOut)));
        rows.add(Row.of(Row.US, what + "until quarantined or refused, most", "s", most(some, Outcome::keptOutSeconds)));
        rows.add(with(isLarge(label) ? all : null, what + "kept out at the end", sum(some, Outcome::heldAtEnd)));
        rows.add(with(
                isLarge(label) ? Goal.exactly(0) : null, what + "times HEALTHY again", sum(some, Outcome::healthy)));
        rows.add(Row.of(Row.US, what + "changes of leader", "", sum(some, Outcome::leaderChanges)));
        return rows;
    }

    /** The same goals for one run, so that the one that misses them can be named. */
    private static boolean isFine(Outcome one) {
        String label = one.trial().label();
        boolean keptOut = one.keptOut() == one.trial().flappers();
        boolean own = isLarge(label)
                ? one.lostMost() <= LOST_MOST
                        && one.healthy() == 0
                        && keptOut
                        && one.heldAtEnd() == one.trial().flappers()
                : isCrashes(label) ? keptOut : one.movesMost() <= MOVES_MOST;
        return own && one.others() == 0 && one.broken().isEmpty();
    }

    private static boolean isLarge(String label) {
        return label.equals(LARGE);
    }

    private static boolean isCrashes(String label) {
        return label.startsWith("crash");
    }

    private static Row with(@Nullable Goal goal, String metric, double value) {
        return new Row(Row.US, metric, "", value, goal);
    }

    private static List<Row> peerRows(String subject, String label, List<PeerOutcome> all) {
        var some =
                all.stream().filter(each -> each.trial().label().equals(label)).toList();
        double flips = some.stream().mapToDouble(PeerOutcome::flips).sum();
        double flappers =
                some.stream().mapToDouble(each -> each.trial().flappers()).sum();
        double minutes = some.getFirst().trial().minutes();
        return List.of(
                Row.of(subject, label + ": flappers", "", flappers),
                Row.of(subject, label + ": flips per minute of a flapper, as seen", "", flips / flappers / minutes),
                Row.of(
                        subject,
                        label + ": others touched",
                        "",
                        some.stream().mapToDouble(PeerOutcome::others).sum()));
    }

    private static List<String> labels(List<FlapTrial> trials) {
        return trials.stream().map(FlapTrial::label).distinct().toList();
    }

    private static List<Outcome> of(List<Outcome> all, String label) {
        return all.stream().filter(each -> each.trial().label().equals(label)).toList();
    }

    private static double sum(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        return outcomes.stream().mapToDouble(what).sum();
    }

    /** The most; not a number where one is none. */
    private static double most(List<Outcome> outcomes, ToDoubleFunction<Outcome> what) {
        return outcomes.stream().mapToDouble(what).max().orElse(Double.NaN);
    }
}
