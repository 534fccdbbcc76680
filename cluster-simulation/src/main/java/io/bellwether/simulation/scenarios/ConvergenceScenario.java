package io.bellwether.simulation.scenarios;

import io.bellwether.protocol.timing.TimingProfile;
import io.bellwether.simulation.cluster.ClusterSpec;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import io.bellwether.simulation.scenario.Settings;
import io.bellwether.simulation.scenario.UsageProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How long one update by gossip, and one change of the view, takes until every node has it. Whole nodes run. */
public final class ConvergenceScenario {

    private static final String NAME = "convergence";
    private static final int COORDINATORS = 3;

    /** So many nodes must all have it after so long, whatever of the three ratios of loss. */
    private record Promise(int nodes, double seconds) {}

    private static final List<Promise> PROMISES =
            List.of(new Promise(10, 2), new Promise(100, 3), new Promise(1000, 4));

    /** What is measured together: a size, a fanout and a loss. */
    private record Cell(Promise promise, int fanout, int lossPercent) {

        boolean isPromised() {
            return fanout == TimingProfile.DEFAULT.gossipFanout();
        }

        String name() {
            return "N=%d, fanout %d, loss %d %%".formatted(promise.nodes(), fanout, lossPercent);
        }

        ClusterSpec spec() {
            return ClusterSpec.of(promise.nodes(), COORDINATORS).with(withFanout(TimingProfile.DEFAULT, fanout));
        }
    }

    private ConvergenceScenario() {}

    /** The scenario for the list. */
    public static Scenario scenario() {
        return Scenario.of(
                NAME,
                "One update until all nodes have it, by size, fanout and loss. 4 min of one core.",
                List.of(
                        Option.number("nodes", 0, 0, 1000, "10, 100 or 1000 nodes; 0 for each of them."),
                        Option.number("fanout", 0, 0, 5, "Peers per round: 2, 3 or 5; 0 for each of them."),
                        Option.number("loss", -1, -1, 20, "Per cent lost everywhere: 0, 10 or 20; -1 for each."),
                        Option.repeat(2),
                        Option.trace()),
                ConvergenceScenario::run);
    }

    private static Result run(Session session) {
        var settings = session.settings();
        List<Row> rows = new ArrayList<>();
        int broken = 0;
        for (Cell cell : cells(settings)) {
            List<Spread.Outcome> outcomes = session.seeds(
                    settings.repeat(),
                    seed -> new Spread(session, cell.spec(), cell.lossPercent() / 100.0, seed).outcome());
            rows.addAll(rows(cell, outcomes));
            broken += outcomes.stream().mapToInt(each -> each.broken).sum();
        }
        rows.add(Row.none("promises broken", broken));
        return new Result("sim " + NAME, settings.seed(), rows);
    }

    /** Every loss with the fanout that is promised, and the ends with the others; of these, what was asked for. */
    private static List<Cell> cells(Settings settings) {
        List<Cell> cells = new ArrayList<>();
        for (Promise promise : PROMISES) {
            List.of(0, 10, 20).forEach(loss -> cells.add(new Cell(promise, 3, loss)));
            List.of(2, 5).forEach(fanout -> List.of(0, 20).forEach(loss -> cells.add(new Cell(promise, fanout, loss))));
        }
        long fanout = settings.number("fanout");
        long loss = settings.number("loss");
        cells.removeIf(cell ->
                (settings.nodes() != 0 && settings.nodes() != cell.promise().nodes())
                        || (fanout != 0 && fanout != cell.fanout())
                        || (loss >= 0 && loss != cell.lossPercent()));
        if (cells.isEmpty()) {
            throw new UsageProblem("Nothing is measured at these nodes, fanout and loss; --help lists the values");
        }
        return cells;
    }

    private static List<Row> rows(Cell cell, List<Spread.Outcome> outcomes) {
        List<Row> rows = new ArrayList<>();
        Sample updates = all(outcomes, each -> each.updateNanos);
        Sample changes = all(outcomes, each -> each.changeNanos);
        rows.add(row(cell, "update at all nodes, longest", "s", updates.seconds(1), true));
        rows.add(row(cell, "update at all nodes, median", "s", updates.seconds(0.5), false));
        rows.add(row(
                cell,
                "update at one node, median",
                "s",
                all(outcomes, each -> each.nodeNanos).seconds(0.5),
                false));
        rows.add(row(
                cell,
                "hops of an update, most",
                "",
                all(outcomes, each -> each.hops).percentile(1),
                false));
        rows.add(row(
                cell,
                "age it tells off by, most",
                "ms",
                all(outcomes, each -> each.ageErrorMillis).percentile(1),
                false));
        rows.add(row(cell, "change of view at all nodes, longest", "s", changes.seconds(1), true));
        rows.add(row(
                cell,
                "hops of a change, most",
                "",
                all(outcomes, each -> each.changeHops).percentile(1),
                false));
        int missed = outcomes.stream().mapToInt(each -> each.missed).sum();
        Goal none = cell.isPromised() ? Goal.exactly(0) : null;
        rows.add(new Row(Row.US, cell.name() + ": not at all nodes within 6 s", "", missed, none));
        return rows;
    }

    private static Row row(Cell cell, String metric, String unit, double value, boolean promised) {
        Goal goal = promised && cell.isPromised() ? Goal.atMost(cell.promise().seconds()) : null;
        return new Row(Row.US, cell.name() + ": " + metric, unit, value, goal);
    }

    private static Sample all(List<Spread.Outcome> outcomes, Function<Spread.Outcome, Sample> what) {
        Sample all = new Sample();
        outcomes.forEach(each -> all.addAll(what.apply(each)));
        return all;
    }

    private static TimingProfile withFanout(TimingProfile profile, int fanout) {
        return new TimingProfile(
                profile.heartbeat(),
                profile.silenceFloor(),
                profile.silenceCap(),
                profile.phiThreshold(),
                profile.failureTimeout(),
                profile.electionMin(),
                profile.electionMax(),
                profile.raftHeartbeat(),
                profile.gossipInterval(),
                fanout,
                profile.stabilization());
    }
}
