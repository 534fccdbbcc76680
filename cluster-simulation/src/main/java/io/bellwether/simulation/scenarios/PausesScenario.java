package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.run.Peer;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.UsageProblem;
import io.bellwether.simulation.scenarios.PauseTrial.Kind;
import io.bellwether.simulation.scenarios.PauseTrial.Outcome;
import io.bellwether.simulation.scenarios.PauseTrial.PeerOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Processes that stand still for a while: long collections, stopped containers, machines that are moved. */
public final class PausesScenario {

    /** A leader that is silent for longer than the shortest election time-out is replaced, as it must be. */
    private static final double LEADER_SECONDS = 0.9;

    private static final double SHORT_SECONDS = 2;
    private static final double SWEEP_STEP = 0.25;
    private static final double SWEEP_END = 4.5;
    private static final int NODES_MIN = 5;
    private static final int NODES_MAX = 1000;

    private PausesScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "pauses",
                "Processes that stand still for up to 2 s, 10 s and 30 s. 1 min of one core.",
                List.of(
                        Option.text("nodes", "6,100", "Nodes in the cluster, one size or several."),
                        Option.repeat(40),
                        Option.trace()),
                PausesScenario::run);
    }

    private static Result run(Session session) {
        List<Integer> sizes = sizes(session.settings().text("nodes"));
        List<PauseTrial> trials = new ArrayList<>();
        for (int nodes : sizes) {
            for (int run = 0; run < session.settings().repeat(); run++) {
                trials.addAll(trials(nodes, session.settings().seed() + run));
            }
        }
        List<Outcome> outcomes = session.runs(
                "sim pauses",
                trials.size(),
                index -> trials.get((int) index)
                        .run(index == 0 ? session.trace(session.settings().seed()) : null));
        List<Row> rows = new ArrayList<>();
        for (int nodes : sizes) {
            rows.addAll(rows(nodes, outcomes));
            rows.addAll(peerRows(nodes, session, trials));
        }
        List<Outcome> broken =
                outcomes.stream().filter(each -> !each.broken().isEmpty()).toList();
        broken.forEach(each -> session.note(each.trial() + ": " + each.broken()));
        rows.add(Row.none("promises broken", broken.size()));
        return new Result("pauses", session.settings().seed(), rows);
    }

    private static List<Integer> sizes(String text) {
        try {
            List<Integer> sizes =
                    Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
            if (sizes.stream().allMatch(size -> size >= NODES_MIN && size <= NODES_MAX)) {
                return sizes.stream().distinct().toList();
            }
        } catch (NumberFormatException e) {
            throw new UsageProblem("--nodes takes numbers such as 6,100, got '%s'".formatted(text), e);
        }
        throw new UsageProblem("--nodes takes numbers from %d to %d, got %s".formatted(NODES_MIN, NODES_MAX, text));
    }

    /** What one seed is used for: all roles and manners where it is cheap, in turn where it is not. */
    static List<PauseTrial> trials(int nodes, long seed) {
        var random = new SplittableRandom(seed);
        List<PauseTrial> trials = new ArrayList<>();
        for (Role role : Role.values()) {
            for (boolean blocked : new boolean[] {true, false}) {
                double longest = role == Role.LEADER && random.nextBoolean() ? LEADER_SECONDS : SHORT_SECONDS;
                double seconds = random.nextInt(3) == 0 ? random.nextDouble(0.05, longest) : longest;
                trials.add(new PauseTrial(Kind.SHORT, nodes, role, blocked, seconds, seed));
            }
        }
        Role role = List.of(Role.values()).get(Math.floorMod(seed, 3));
        boolean blocked = Math.floorMod(seed, 2L) == 0;
        trials.add(new PauseTrial(Kind.TEN, nodes, role, blocked, 10, seed));
        trials.add(new PauseTrial(Kind.THIRTY, nodes, role, blocked, 30, seed));
        for (double seconds = SHORT_SECONDS; seconds <= SWEEP_END; seconds += SWEEP_STEP) {
            trials.add(new PauseTrial(Kind.SWEEP, nodes, Role.SERVICE, blocked, seconds, seed));
        }
        return trials;
    }

    private static List<Row> rows(int nodes, List<Outcome> all) {
        List<Row> rows = new ArrayList<>();
        String size = "N=%d, ".formatted(nodes);
        var brief = of(all, nodes, Kind.SHORT, trial -> trial.role() != Role.LEADER);
        rows.add(Row.of(Row.US, size + "up to 2 s: pauses", "", paused(brief)));
        rows.add(Row.ours(size + "up to 2 s: paused held for dead", "", lost(brief), Goal.exactly(0)));
        rows.add(Row.ours(size + "up to 2 s: others held for dead", "", others(brief), Goal.exactly(0)));
        rows.add(Row.ours(size + "up to 2 s: changes of any state", "", changes(brief), Goal.exactly(0)));
        rows.add(Row.ours(size + "up to 2 s: changes of leader", "", leaders(brief), Goal.exactly(0)));
        var leader = of(all, nodes, Kind.SHORT, t -> t.role() == Role.LEADER && t.seconds() <= LEADER_SECONDS);
        rows.add(Row.of(Row.US, size + "leader up to 0.9 s: pauses", "", paused(leader)));
        rows.add(Row.ours(size + "leader up to 0.9 s: changes of any state", "", changes(leader), Goal.exactly(0)));
        rows.add(Row.ours(size + "leader up to 0.9 s: changes of leader", "", leaders(leader), Goal.exactly(0)));
        var late = of(all, nodes, Kind.SHORT, t -> t.role() == Role.LEADER && t.seconds() > LEADER_SECONDS);
        rows.add(Row.of(Row.US, size + "leader 0.9 to 2 s: pauses", "", paused(late)));
        rows.add(Row.ours(size + "leader 0.9 to 2 s: changes of any state", "", changes(late), Goal.exactly(0)));
        rows.add(Row.of(Row.US, size + "leader 0.9 to 2 s: changes of leader", "", leaders(late)));
        rows.addAll(longRows(nodes, size, all));
        for (double seconds = SHORT_SECONDS; seconds <= SWEEP_END; seconds += SWEEP_STEP) {
            double exactly = seconds;
            var step = of(all, nodes, Kind.SWEEP, trial -> trial.seconds() == exactly);
            rows.add(Row.of(Row.US, swept(size, seconds), "%", share(step, outcome -> outcome.lost() > 0)));
        }
        return rows;
    }

    private static List<Row> longRows(int nodes, String size, List<Outcome> all) {
        List<Row> rows = new ArrayList<>();
        var ten = of(all, nodes, Kind.TEN, trial -> true);
        rows.add(Row.of(Row.US, size + "10 s: pauses", "", paused(ten)));
        rows.add(Row.ours(
                size + "10 s: UNREACHABLE and back, same incarnation", "%", share(ten, Outcome::cameBack), all()));
        rows.add(Row.of(Row.US, size + "10 s: paused held for dead", "", lost(ten)));
        rows.add(Row.ours(size + "10 s: others held for dead", "", others(ten), Goal.exactly(0)));
        rows.add(Row.of(Row.US, size + "10 s: back after it went on, median", "s", back(ten)));
        var thirty = of(all, nodes, Kind.THIRTY, trial -> true);
        rows.add(Row.of(Row.US, size + "30 s: pauses", "", paused(thirty)));
        rows.add(Row.ours(
                size + "30 s: REMOVED and back by itself, new incarnation",
                "%",
                share(thirty, Outcome::cameAnew),
                all()));
        rows.add(Row.ours(size + "30 s: others held for dead", "", others(thirty), Goal.exactly(0)));
        rows.add(Row.of(Row.US, size + "30 s: back after it went on, median", "s", back(thirty)));
        return rows;
    }

    private static List<Row> peerRows(int nodes, Session session, List<PauseTrial> all) {
        List<PauseTrial> trials = all.stream()
                .filter(trial -> trial.nodes() == nodes)
                .filter(trial -> trial.kind() == Kind.TEN
                        || (trial.kind() == Kind.SHORT && trial.role() == Role.SERVICE)
                        || trial.kind() == Kind.SWEEP)
                .toList();
        List<Row> rows = new ArrayList<>();
        String size = "N=%d, ".formatted(nodes);
        for (Peer peer : Peer.ALL) {
            List<PeerOutcome> outcomes = session.runs(
                    "sim pauses, " + peer.name(),
                    trials.size(),
                    index -> trials.get((int) index).runPeer(peer));
            for (Kind kind : List.of(Kind.SHORT, Kind.TEN)) {
                var some = outcomes.stream()
                        .filter(each -> each.trial().kind() == kind)
                        .toList();
                String what = size + (kind == Kind.SHORT ? "up to 2 s: " : "10 s: ");
                rows.add(Row.of(peer.name(), what + "pauses", "", sum(some, PeerOutcome::paused)));
                rows.add(Row.of(
                        peer.name(), what + "paused held for dead", "", sum(some, PeerOutcome::pausedHeldForDead)));
                rows.add(Row.of(
                        peer.name(), what + "others held for dead", "", sum(some, PeerOutcome::othersHeldForDead)));
            }
            for (double seconds = SHORT_SECONDS; seconds <= SWEEP_END; seconds += SWEEP_STEP) {
                double exactly = seconds;
                var step = outcomes.stream()
                        .filter(each -> each.trial().kind() == Kind.SWEEP
                                && each.trial().seconds() == exactly)
                        .toList();
                double dead = sum(step, PeerOutcome::pausedHeldForDead);
                rows.add(Row.of(peer.name(), swept(size, seconds), "%", 100 * dead / step.size()));
            }
        }
        return rows;
    }

    private static String swept(String size, double seconds) {
        return String.format(Locale.ROOT, "%s%.2f s: paused held for dead", size, seconds);
    }

    private static Goal all() {
        return Goal.exactly(100);
    }

    private static List<Outcome> of(List<Outcome> all, int nodes, Kind kind, Predicate<PauseTrial> which) {
        return all.stream()
                .filter(each -> each.trial().nodes() == nodes && each.trial().kind() == kind)
                .filter(each -> which.test(each.trial()))
                .toList();
    }

    private static double paused(List<Outcome> outcomes) {
        return sum(outcomes, Outcome::paused);
    }

    private static double lost(List<Outcome> outcomes) {
        return sum(outcomes, Outcome::lost);
    }

    private static double others(List<Outcome> outcomes) {
        return sum(outcomes, Outcome::others);
    }

    private static double changes(List<Outcome> outcomes) {
        return sum(outcomes, Outcome::changes);
    }

    private static double leaders(List<Outcome> outcomes) {
        return sum(outcomes, Outcome::leaderChanges);
    }

    private static <T> double sum(List<T> outcomes, ToDoubleFunction<T> what) {
        return outcomes.stream().mapToDouble(what).sum();
    }

    private static double share(List<Outcome> outcomes, Predicate<Outcome> what) {
        return 100.0 * outcomes.stream().filter(what).count() / outcomes.size();
    }

    private static double back(List<Outcome> outcomes) {
        var sample = new Sample();
        outcomes.stream()
                .filter(each -> !Double.isNaN(each.backSeconds()))
                .forEach(each -> sample.add((long) (each.backSeconds() * 1e9)));
        return sample.seconds(0.5);
    }
}
