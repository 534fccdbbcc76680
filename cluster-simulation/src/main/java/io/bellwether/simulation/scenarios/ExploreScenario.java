package io.bellwether.simulation.scenarios;

import io.bellwether.simulation.faults.FaultPlan;
import io.bellwether.simulation.faults.Shrink;
import io.bellwether.simulation.invariants.Rule;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenarios.Exploration.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Hunts with random faults for a broken promise, and prints the seed that replays it with as few faults as do it. */
public final class ExploreScenario {

    private static final int SHRINK_TRIES_MAX = 60;
    private static final int TOLD_MAX = 5;

    private ExploreScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                "explore",
                "Random faults in 1 to 64 nodes for 120 virtual seconds, every promise checked; a seed replays. 1000 in 1 min of one core.",
                List.of(
                        Option.number("seeds", 300, 1, 10_000_000, "Runs, each with the next seed."),
                        Option.flag("no-shrink", "Does not look for the fewest faults that break it."),
                        Option.trace()),
                ExploreScenario::run);
    }

    private static Result run(Session session) {
        int seeds = (int) session.settings().number("seeds");
        List<Outcome> outcomes = session.seeds(seeds, seed -> new Exploration(seed).run(session.trace(seed)));
        List<Outcome> broken = outcomes.stream()
                .filter(outcome -> !outcome.violations().isEmpty())
                .toList();
        broken.stream().limit(TOLD_MAX).forEach(outcome -> tell(session, outcome));
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of(Row.US, "runs", "", seeds));
        rows.add(Row.of(Row.US, "virtual time", "h", seeds * (Exploration.ENDS.toMillis() / 3.6e6)));
        rows.add(Row.of(
                Row.US,
                "crashed machines",
                "",
                outcomes.stream().mapToInt(Outcome::deaths).sum()));
        for (Rule rule : Rule.values()) {
            long count = broken.stream()
                    .filter(outcome -> outcome.violations().getFirst().rule() == rule)
                    .count();
            rows.add(Row.none("broken: " + rule.sentence(), count));
        }
        return new Result("explore", session.settings().seed(), rows);
    }

    private static void tell(Session session, Outcome outcome) {
        Rule rule = outcome.violations().getFirst().rule();
        session.note("seed %d breaks a promise: %s"
                .formatted(outcome.seed(), outcome.violations().getFirst()));
        Exploration exploration = new Exploration(outcome.seed());
        FaultPlan plan = exploration.plan;
        if (!session.settings().flag("no-shrink")) {
            plan = Shrink.plan(plan, SHRINK_TRIES_MAX, fewer -> breaks(exploration, fewer, rule));
        }
        session.note("  " + exploration.describe(plan));
        session.note("  replay: ./bellwether sim explore --seeds 1 --trace --seed " + outcome.seed());
    }

    private static boolean breaks(Exploration exploration, FaultPlan plan, Rule rule) {
        return exploration.run(plan, null).violations().stream().anyMatch(violation -> violation.rule() == rule);
    }
}
