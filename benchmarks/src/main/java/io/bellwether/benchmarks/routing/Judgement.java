package io.bellwether.benchmarks.routing;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rows of runs: the same for both gateways, goals on ours alone. */
final class Judgement {

    static final double FAILED_PERCENT_MAX = 0.1;
    static final double LAST_FAILURE_SECONDS_MAX = 2;
    static final double BACK_SECONDS_MAX = 3;
    static final double SHARE_LOST_PERCENT_MIN = 80;
    static final double SHARE_BACK_SECONDS_MAX = 30;

    private static final double FAIR = 0.8;
    private static final double PERCENT = 100;
    private static final int LOSES_WITHIN = 5;
    /** What a share is taken from before the fault. */
    private static final int BEFORE_SECONDS = 10;

    /** The beginning of a run says more of code that is not compiled yet. */
    private static final int WARMING = 5;

    private final boolean goals;
    private final boolean ids;

    /**
     * A judgement.
     *
     * @param goals Whether there are any; on a machine that is too slow to tell there are none.
     * @param ids Whether requests could be sent again: the promise to lose none is for those that can.
     */
    Judgement(boolean goals, boolean ids) {
        this.goals = goals;
        this.ids = ids;
    }

    List<Row> rows(List<Trial> trials) {
        List<Row> rows = new ArrayList<>();
        trials.forEach(trial -> rows.addAll(rows(trial)));
        for (Trial ours : trials) {
            if (ours.gateway().equals(Row.US)) {
                trials.stream()
                        .filter(peer ->
                                peer.fault() == ours.fault() && !peer.gateway().equals(Row.US))
                        .forEach(peer -> rows.addAll(compared(ours, peer)));
            }
        }
        return rows;
    }

    private List<Row> rows(Trial trial) {
        var add = new Adding(trial);
        Fault fault = trial.fault();
        Goal few = ids && fault != Fault.SLOW ? Goal.atMost(FAILED_PERCENT_MAX) : null;
        add.row("requests", "", trial.sent().count(), null);
        add.row("failed", "%", trial.failedPercent(), few);
        add.row(
                "last failure after the fault",
                "s",
                trial.lastFailureSeconds(),
                ids && fault == Fault.KILL ? Goal.atMost(LAST_FAILURE_SECONDS_MAX) : null);
        Windows windows = trial.windows();
        double normal = windows.normalMillis(Math.min(WARMING, -windows.first() / 2));
        double back = windows.backAfterSeconds(normal);
        add.row("p99 before", "ms", normal, null);
        add.row("p99 under twice that after", "s", back, fault == Fault.STOP ? Goal.atMost(BACK_SECONDS_MAX) : null);
        add.row("p99 of the worst second", "ms", windows.worstMillis(), null);
        add.row("seconds over twice that, before", "", windows.badSeconds(windows.first(), 0, normal), null);
        int from = (int) (Double.isNaN(back) ? windows.end() : back);
        add.row(
                "seconds over twice that, after it was back",
                "",
                windows.badSeconds(from, windows.end(), normal),
                null);
        if (fault == Fault.SLOW) {
            shares(trial, add);
        }
        add.row("processor time of the gateway for a request", "ms", trial.gatewayMillisEach(), null);
        add.row("processors that others used meanwhile", "", trial.othersCores(), null);
        return add.rows;
    }

    private static void shares(Trial trial, Adding add) {
        Shares shares = trial.shares();
        double before =
                shares.between(-Math.min(BEFORE_SECONDS, trial.timeline().beginsAt()), 0);
        int healed = (int) Math.ceil(trial.healedSeconds());
        // Where it ends sooner, what it had come down to by then.
        int from = Math.min(LOSES_WITHIN, healed - 2);
        double during = shares.between(from, Math.max(from + 1, trial.healedSeconds()));
        add.row("share of the slow one before", "%", PERCENT * before, null);
        add.row("share of the slow one from 5 s on", "%", PERCENT * during, null);
        add.row("share lost within 5 s", "%", PERCENT * (1 - during / before), Goal.atLeast(SHARE_LOST_PERCENT_MIN));
        add.row(
                "four fifths of its share back after",
                "s",
                shares.reaches(FAIR * before, healed),
                Goal.atMost(SHARE_BACK_SECONDS_MAX));
    }

    private static List<Row> compared(Trial ours, Trial peer) {
        List<Row> rows = new ArrayList<>();
        String word = ours.fault().word();
        if (peer.failedPercent() > 0) {
            double ratio = ours.failedPercent() / peer.failedPercent();
            rows.add(Row.of(Row.US, word + ": failed, ours for one of theirs", "", ratio));
        }
        double worst = ours.windows().worstMillis() / peer.windows().worstMillis();
        rows.add(Row.of(Row.US, word + ": p99 of the worst second, ours for one ms of theirs", "ms", worst));
        return rows;
    }

    /** Rows of one run. */
    private final class Adding {

        private final Trial trial;
        private final List<Row> rows = new ArrayList<>();

        Adding(Trial trial) {
            this.trial = trial;
        }

        void row(String metric, String unit, double value, @Nullable Goal goal) {
            boolean isOurs = trial.gateway().equals(Row.US);
            rows.add(new Row(
                    trial.gateway(),
                    "%s: %s".formatted(trial.fault().word(), metric),
                    unit,
                    value,
                    goals && isOurs ? goal : null));
        }
    }
}
