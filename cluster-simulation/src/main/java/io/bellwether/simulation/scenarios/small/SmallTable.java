package io.bellwether.simulation.scenarios.small;

import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.report.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What all cases came to, part by part. */
final class SmallTable {

    private SmallTable() {}

    static List<Row> rows(List<Finding> findings) {
        List<Row> rows = new ArrayList<>();
        for (Part part : Part.values()) {
            List<Finding> tried = findings.stream()
                    .filter(finding -> finding.tried().part() == part)
                    .toList();
            if (!tried.isEmpty()) {
                addPart(part.word(), tried, rows);
            }
        }
        rows.add(count("cases in all", findings, finding -> true));
        rows.add(Row.of(
                Row.US,
                "virtual time",
                "h",
                findings.stream().mapToLong(Finding::virtualNanos).sum() / 3.6e12));
        long hash = 0;
        for (Finding finding : findings) {
            hash = hash * 31 + finding.hash();
        }
        rows.add(Row.of(Row.US, "hash of all runs (low 32 bits)", "", (double) (hash & 0xFFFF_FFFFL)));
        rows.add(none("accused although it must be kept", findings, Finding::accusations));
        rows.add(none("changes of leader without need", findings, Finding::leaderChanges));
        rows.add(none("promises broken", findings, Finding::brokenPromises));
        return rows;
    }

    private static void addPart(String part, List<Finding> tried, List<Row> rows) {
        rows.add(count(part + ": cases", tried, finding -> true));
        rows.add(count(part + ": of them undecidable (named above)", tried, finding -> !finding.isDecided()));
        rows.add(none(part + ": cases that fail", tried, finding -> finding.isFailed() ? 1 : 0));
        addWorst(
                part + ": UNREACHABLE known by all, worst",
                tried,
                finding -> finding.electionNanos() < 0 ? finding.unreachableNanos() : -1,
                Verdict.UNREACHABLE_MAX.toSeconds(),
                rows);
        addWorst(
                part + ": the same beyond the election, where the leader is lost",
                tried,
                finding -> finding.electionNanos() >= 0 ? finding.unreachableNanos() : -1,
                Verdict.UNREACHABLE_MAX.toSeconds(),
                rows);
        addWorst(part + ": election, worst", tried, Finding::electionNanos, 0, rows);
        addWorst(part + ": REMOVED, worst", tried, Finding::removedNanos, Verdict.REMOVED_MAX.toSeconds(), rows);
        rows.add(count(part + ": somebody is DEGRADED meanwhile", tried, Finding::degraded));
        rows.add(count(part + ": removal stopped by protection", tried, Finding::protectedFromRemoval));
        addWorst(part + ": whole again after the heal, worst", tried, Finding::healedNanos, 0, rows);
    }

    private static Row count(String metric, List<Finding> findings, Predicate<Finding> counts) {
        return Row.of(
                Row.US, metric, "", (double) findings.stream().filter(counts).count());
    }

    private static Row none(String metric, List<Finding> findings, ToLongFunction<Finding> number) {
        return Row.none(metric, findings.stream().mapToLong(number).sum());
    }

    /** The worst of what was timed, and nothing where nothing was; 0 stands for no goal. */
    private static void addWorst(
            String metric, List<Finding> findings, ToLongFunction<Finding> nanos, long goalSeconds, List<Row> rows) {
        Sample sample = new Sample();
        findings.stream().mapToLong(nanos).filter(value -> value >= 0).forEach(sample::add);
        if (sample.size() == 0) {
            return;
        }
        double worst = sample.seconds(1);
        rows.add(
                goalSeconds == 0
                        ? Row.of(Row.US, metric, "s", worst)
                        : Row.ours(metric, "s", worst, Goal.atMost((double) goalSeconds)));
    }
}
