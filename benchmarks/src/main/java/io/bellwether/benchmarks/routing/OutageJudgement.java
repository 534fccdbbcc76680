package io.bellwether.benchmarks.routing;

import io.bellwether.benchmarks.routing.Watch.Look;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one outage has shown.
 *
 * @param beginNanos When the first request was due.
 * @param goneNanos When they were killed.
 * @param backNanos When they were about to be started again.
 */
record OutageJudgement(
        Outage outage, Sent queries, Sent lines, long beginNanos, long goneNanos, long backNanos, List<Look> looks) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double HUNDRED = 100;

    private static final double FAILED_PERCENT_MAX = 0.1;
    /** Read-only after 5 s at the latest, and refused after a grace of 6 s more; and we look twice a second. */
    private static final double REFUSED_SECONDS_MAX = 12;
    /** Three calls that are not answered, each within 200 ms. */
    private static final double AWAY_SECONDS_MAX = 3;

    List<Row> rows() {
        boolean isRedis = outage == Outage.REDIS;
        double most = isRedis ? AWAY_SECONDS_MAX : REFUSED_SECONDS_MAX;
        List<Row> rows = new ArrayList<>();
        rows.add(row("queries", "", queries.count(), null));
        rows.add(row("queries failed", "%", percent(queries), Goal.atMost(FAILED_PERCENT_MAX)));
        rows.add(row("queries failed before", "", (double) queries.failures(0, goneNanos - beginNanos), null));
        rows.add(row("queries, p99 before", "ms", p99(queries, beginNanos, goneNanos), null));
        rows.add(row("queries, p99 meanwhile", "ms", p99(queries, goneNanos, backNanos), null));
        rows.add(row("lines", "", lines.count(), null));
        if (isRedis) {
            rows.add(row("lines failed", "%", percent(lines), Goal.atMost(FAILED_PERCENT_MAX)));
            rows.add(row("limits are of this process after", "s", since(outage::isServedOtherwise), atMost(most)));
        } else {
            rows.add(row(
                    "lines are refused with the reason after", "s", since(outage::isServedOtherwise), atMost(most)));
            rows.add(row("lines accepted after that", "", acceptedAfterRefusal(), Goal.exactly(0)));
            rows.add(row("lines answered otherwise", "", answeredOtherwise(), Goal.exactly(0)));
        }
        rows.add(row("health tells after", "s", since(outage::isInHealth), atMost(most)));
        rows.add(row("the console tells after", "s", since(outage::isInConsole), atMost(most)));
        rows.add(row("as before, after they were started", "s", over(), null));
        return rows;
    }

    private static Goal atMost(double seconds) {
        return Goal.atMost(seconds);
    }

    private Row row(String metric, String unit, double value, @Nullable Goal goal) {
        return new Row(Row.US, "without %s: %s".formatted(outage.word(), metric), unit, value, goal);
    }

    private static double percent(Sent sent) {
        return HUNDRED * sent.failures() / sent.count();
    }

    private double p99(Sent sent, long fromNanos, long toNanos) {
        return sent.p99Millis(fromNanos - beginNanos, toNanos - beginNanos);
    }

    private List<Look> meanwhile() {
        return looks.stream()
                .filter(look -> look.atNanos() >= goneNanos && look.atNanos() < backNanos)
                .toList();
    }

    /** From when on it was so each time until the end of the outage; NaN where it never was for good. */
    private double since(Predicate<Look> so) {
        double since = Double.NaN;
        for (Look look : meanwhile()) {
            if (!so.test(look)) {
                since = Double.NaN;
            } else if (Double.isNaN(since)) {
                since = (look.atNanos() - goneNanos) / NANOS_PER_SECOND;
            }
        }
        return since;
    }

    private double acceptedAfterRefusal() {
        List<Look> all = meanwhile();
        long first = all.stream()
                .filter(outage::isServedOtherwise)
                .mapToLong(Look::atNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
        return all.stream()
                .filter(look -> look.atNanos() > first && look.write().equals(Watch.ACCEPTED))
                .count();
    }

    private double answeredOtherwise() {
        return meanwhile().stream()
                .filter(look -> !look.write().equals(Watch.ACCEPTED) && !outage.isServedOtherwise(look))
                .count();
    }

    /** When lines were accepted, and everything told, as before: from then until the end of the run. */
    private double over() {
        double over = Double.NaN;
        for (Look look : looks) {
            boolean isAsBefore = look.write().equals(Watch.ACCEPTED)
                    && look.scope().equals("shared")
                    && !outage.isInHealth(look)
                    && !outage.isInConsole(look);
            if (look.atNanos() < backNanos || !isAsBefore) {
                over = Double.NaN;
            } else if (Double.isNaN(over)) {
                over = (look.atNanos() - backNanos) / NANOS_PER_SECOND;
            }
        }
        return over;
    }
}
