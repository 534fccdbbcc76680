package io.bellwether.benchmarks;

import io.bellwether.protocol.wire.DatagramFuzz;
import io.bellwether.protocol.wire.Refusal;
import io.bellwether.simulation.report.Goal;
import io.bellwether.simulation.report.Result;
import io.bellwether.simulation.report.Row;
import io.bellwether.simulation.scenario.Option;
import io.bellwether.simulation.scenario.Scenario;
import io.bellwether.simulation.scenario.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Fuzzes the codec at length, in parts that have a seed each. */
final class CodecFuzz {

    private static final int PARTS = 100;
    private static final String COUNT = "count";

    private CodecFuzz() {}

    static Scenario scenario() {
        return Scenario.of(
                "fuzz",
                "Spoilt datagrams through the codec; ten million take about a minute.",
                List.of(Option.number(COUNT, 10_000_000, PARTS, 1_000_000_000_000L, "Datagrams in all.")),
                CodecFuzz::run);
    }

    private static Result run(Session session) {
        long seed = session.settings().seed();
        long ofOnePart = session.settings().number(COUNT) / PARTS;
        var tallies = session.runs("bench fuzz", PARTS, part -> new DatagramFuzz(seed * PARTS + part).run(ofOnePart));
        for (int part = 0; part < PARTS; part++) {
            String problem = tallies.get(part).firstProblem();
            if (!problem.isEmpty()) {
                session.note("part %d of seed %d: %s".formatted(part, seed, problem));
            }
        }
        return new Result("bench fuzz", seed, rows(tallies));
    }

    private static List<Row> rows(List<DatagramFuzz.Tally> tallies) {
        List<Row> rows = new ArrayList<>();
        rows.add(never("escaped exceptions", sum(tallies, DatagramFuzz.Tally::escapes)));
        rows.add(never("bodies read without a valid tag", sum(tallies, DatagramFuzz.Tally::readWithoutTag)));
        rows.add(never("round trips not exact, or taken twice", sum(tallies, DatagramFuzz.Tally::wrongTrips)));
        long allocatedMax = tallies.stream()
                .mapToLong(DatagramFuzz.Tally::allocatedMax)
                .max()
                .orElse(0);
        rows.add(Row.ours("allocated for one datagram, at most", "B", (double) allocatedMax, Goal.atMost((double)
                DatagramFuzz.ALLOCATION_MAX)));
        rows.add(count("datagrams", sum(tallies, DatagramFuzz.Tally::datagrams)));
        rows.add(count("round trips", sum(tallies, DatagramFuzz.Tally::roundTrips)));
        rows.add(count("spoilt and still a message", sum(tallies, DatagramFuzz.Tally::received)));
        for (Refusal reason : Refusal.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.add(count("refused: " + name, sum(tallies, tally -> tally.refused(reason))));
        }
        return rows;
    }

    private static long sum(List<DatagramFuzz.Tally> tallies, ToLongFunction<DatagramFuzz.Tally> what) {
        return tallies.stream().mapToLong(what).sum();
    }

    private static Row never(String metric, long value) {
        return Row.ours(metric, "", (double) value, Goal.exactly(0));
    }

    private static Row count(String metric, long value) {
        return Row.of(Row.US, metric, "", (double) value);
    }
}
