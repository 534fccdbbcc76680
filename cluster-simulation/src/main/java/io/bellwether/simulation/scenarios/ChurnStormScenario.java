package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenario.UsageProblem;
import io.bellwether.simulation.scenarios.StormTrial.Outcome;
import io.bellwether.simulation.scenarios.StormTrial.PeerOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Joins, leaves, crashes and restarts, many at once; and clocks on the wall that jump while it happens. */
public final class ChurnStormScenario {

    private static final String CLOCK = "clock";
    private static final String ALL = "all";

    private ChurnStormScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "churn-storm",
                "Joins, leaves, crashes and restarts, many at once, and wall clocks that jump. 1 min of one core.",
                List.of(
                        Option.nodes(100, 20, 500),
                        Option.repeat(5),
                        Option.number(
                                "clocks",
                                300,
                                1,
                                1_000_000,
                                "Seeds of the clock part: each runs twice, once with jumps of an hour."),
                        Option.text("part", ALL, "all, or one of " + parts() + "."),
                        Option.trace()),
                ChurnStormScenario::run);
    }

    private static String parts() {
        return Arrays.stream(Storm.Kind.values()).map(ChurnStormScenario::word).collect(Collectors.joining(", "))
                + ", "
                + CLOCK;
    }

    private static String word(Storm.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Result run(Session session) {
        Settings settings = session.settings();
        String part = settings.text("part");
        List<Storm.Kind> kinds = Arrays.stream(Storm.Kind.values())
                .filter(kind -> part.equals(ALL) || part.equals(word(kind)))
                .toList();
        boolean clocks = part.equals(ALL) || part.equals(CLOCK);
        if (kinds.isEmpty() && !clocks) {
            throw new UsageProblem("--part takes all or one of %s, got '%s'".formatted(parts(), part));
        }
        List<Row> rows = new ArrayList<>();
        if (!kinds.isEmpty()) {
            rows.addAll(storms(session, kinds));
        }
        if (clocks) {
            rows.addAll(clocks(session, kinds.isEmpty()));
        }
        return new Result("churn-storm", settings.seed(), rows);
    }

    private static List<Row> storms(Session session, List<Storm.Kind> kinds) {
        Settings settings = session.settings();
        List<StormTrial> trials = new ArrayList<>();
        for (Storm.Kind kind : kinds) {
            for (long run = 0; run < settings.repeat(); run++) {
                trials.add(new StormTrial(kind, settings.nodes(), settings.seed() + run));
            }
        }
        List<Outcome> outcomes = session.runs(
                "sim churn-storm",
                trials.size(),
                index -> trials.get((int) index).run(index == 0 ? session.trace(settings.seed()) : null));
        List<Row> rows = new ArrayList<>();
        kinds.forEach(kind -> rows.addAll(rows(kind, of(outcomes, kind))));
        for (Peer peer : Peer.ALL) {
            List<PeerOutcome> seen = session.runs(
                    "sim churn-storm, " + peer.name(),
                    trials.size(),
                    index -> trials.get((int) index).runPeer(peer));
            kinds.forEach(kind -> rows.addAll(peerRows(peer.name(), kind, seen)));
        }
        outcomes.stream().filter(each -> !isFine(each)).forEach(each -> session.note("short of a goal: " + each));
        long broken = outcomes.stream().filter(each -> !each.broken().isEmpty()).count();
        rows.add(Row.none("promises broken", broken));
        return rows;
    }

    private static boolean isFine(Outcome one) {
        return one.broken().isEmpty()
                && one.others() == 0
                && one.leaderChanges() == 0
                && !Double.isNaN(one.wholeSeconds());
    }

    private static List<Row> rows(Storm.Kind kind, List<Outcome> some) {
        String what = kind.label + ": ";
        double whole =
                some.stream().filter(each -> !Double.isNaN(each.wholeSeconds())).count();
        return List.of(
                Row.of(Row.US, what + "runs", "", some.size()),
                Row.ours(what + "runs that became whole", "", whole, Goal.exactly(some.size())),
                Row.of(Row.US, what + "whole after, median", "s", median(some, Outcome::wholeSeconds)),
                Row.of(Row.US, what + "whole after, most", "s", most(some, Outcome::wholeSeconds)),
                Row.ours(
                        what + "healthy ones touched",
                        "",
                        some.stream().mapToDouble(Outcome::others).sum(),
                        Goal.exactly(0)),
                Row.ours(
                        what + "changes of leader",
                        "",
                        some.stream().mapToDouble(Outcome::leaderChanges).sum(),
                        Goal.exactly(0)),
                Row.of(Row.US, what + "commits that changed something, median", "", median(some, Outcome::commits)),
                Row.of(Row.US, what + "epochs, median", "", median(some, Outcome::epochs)));
    }

    private static List<Row> peerRows(String subject, Storm.Kind kind, List<PeerOutcome> all) {
        List<PeerOutcome> some =
                all.stream().filter(each -> each.trial().kind() == kind).toList();
        String what = kind.label + ": ";
        double whole =
                some.stream().filter(each -> !Double.isNaN(each.wholeSeconds())).count();
        return List.of(
                Row.of(subject, what + "runs", "", some.size()),
                Row.of(subject, what + "runs that became whole", "", whole),
                Row.of(subject, what + "whole after, median", "s", median(some, PeerOutcome::wholeSeconds)),
                Row.of(subject, what + "whole after, most", "s", most(some, PeerOutcome::wholeSeconds)),
                Row.of(
                        subject,
                        what + "healthy ones touched",
                        "",
                        some.stream().mapToDouble(PeerOutcome::others).sum()));
    }

    private static List<Row> clocks(Session session, boolean traced) {
        Settings settings = session.settings();
        int count = (int) settings.number("clocks");
        List<ClockTrial.Outcome> outcomes = session.runs("sim churn-storm, clocks", count, index -> {
            long seed = settings.seed() + index;
            return new ClockTrial(seed).run(traced ? session.trace(seed) : null);
        });
        List<ClockTrial.Outcome> differing =
                outcomes.stream().filter(each -> !each.difference().isEmpty()).toList();
        differing.forEach(
                each -> session.note("seed %d: %s".formatted(each.trial().seed(), each.difference())));
        outcomes.stream()
                .filter(each -> !each.broken().isEmpty())
                .forEach(each ->
                        session.note("seed %d: %s".formatted(each.trial().seed(), each.broken())));
        double stamped = sum(outcomes, ClockTrial.Outcome::jumped);
        return List.of(
                Row.of(Row.US, "wall clocks jump: seeds", "", count),
                Row.of(Row.US, "wall clocks jump: jumps of an hour", "", sum(outcomes, ClockTrial.Outcome::jumps)),
                Row.of(Row.US, "wall clocks jump: decisions compared", "", sum(outcomes, c -> c.decisions())),
                Row.ours("wall clocks jump: entries and events that show it", "", stamped, Goal.atLeast(count)),
                Row.none("wall clocks jump: seeds that went another way", differing.size()),
                Row.ours(
                        "wall clocks jump: promises broken",
                        "",
                        sum(outcomes, c -> c.broken().isEmpty() ? 0 : 1),
                        Goal.exactly(0)));
    }

    private static List<Outcome> of(List<Outcome> all, Storm.Kind kind) {
        return all.stream().filter(each -> each.trial().kind() == kind).toList();
    }

    private static <T> double sum(List<T> outcomes, ToDoubleFunction<T> what) {
        return outcomes.stream().mapToDouble(what).sum();
    }

    private static <T> double most(List<T> outcomes, ToDoubleFunction<T> what) {
        return outcomes.stream().mapToDouble(what).max().orElse(Double.NaN);
    }

    private static <T> double median(List<T> outcomes, ToDoubleFunction<T> what) {
        var sample = new Sample();
        outcomes.stream()
                .mapToDouble(what)
                .filter(value -> !Double.isNaN(value))
                .forEach(value -> sample.add(Math.round(value * 1000)));
        return sample.percentile(0.5) / 1000;
    }
}
