package io.bellwether.benchmarks;

import io.bellwether.protocol.wire.DatagramFuzz;
import io.bellwether.protocol.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Fuzzes the codec at length: {@code CodecFuzz [DATAGRAMS] [SEED] [-o json]}, ten million and seed 4 unless said. Ends
 * with 0 where every goal was met, 2 where one was missed, 1 where the arguments cannot be read.
 */
public final class CodecFuzz {

    private static final long DATAGRAMS = 10_000_000;
    private static final long SEED = 4;
    private static final int STEPS = 100;
    private static final int MISSED = 2;

    private CodecFuzz() {}

    /** One line of the result; without a goal it only informs. */
    private record Row(String metric, String unit, long value, long goal, boolean judged) {

        private boolean pass() {
            return !judged || value <= goal;
        }

        private String json() {
            String judgement = judged ? ", \"goal\": %d, \"pass\": %b".formatted(goal, pass()) : "";
            return "{\"subject\": \"bellwether\", \"metric\": \"%s\", \"unit\": \"%s\", \"value\": %d%s}"
                    .formatted(metric, unit, value, judgement);
        }

        private String text() {
            String judgement = judged ? "%12d  %s".formatted(goal, pass() ? "pass" : "MISSED") : "";
            return "%-40s %-10s %12d %s"
                    .formatted(metric, unit, value, judgement)
                    .stripTrailing();
        }
    }

    /** Runs it. */
    public static void main(String[] args) {
        List<String> numbers = new ArrayList<>(List.of(args));
        boolean json = numbers.remove("-o");
        if (json && !numbers.remove("json")) {
            refuse("-o takes json");
        }
        long datagrams = number(numbers, 0, DATAGRAMS);
        long seed = number(numbers, 1, SEED);
        var tally = fuzz(datagrams, seed);
        var rows = rows(tally);
        boolean pass = rows.stream().allMatch(Row::pass);
        System.out.println(json ? json(seed, rows, pass) : text(seed, rows, pass));
        if (!tally.firstProblem().isEmpty()) {
            System.err.println("first problem: " + tally.firstProblem());
        }
        System.exit(pass ? 0 : MISSED);
    }

    private static DatagramFuzz.Tally fuzz(long datagrams, long seed) {
        var fuzz = new DatagramFuzz(seed);
        var tally = fuzz.run(0);
        for (int step = 1; step <= STEPS; step++) {
            tally = fuzz.run(datagrams * step / STEPS - tally.datagrams());
            System.err.printf(Locale.ROOT, "\r%3d %%  %,d datagrams", step, tally.datagrams());
        }
        System.err.println();
        return tally;
    }

    private static List<Row> rows(DatagramFuzz.Tally tally) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("escaped exceptions", "count", tally.escapes(), 0, true));
        rows.add(new Row("bodies read without a valid tag", "count", tally.readWithoutTag(), 0, true));
        rows.add(new Row("round trips not exact, or taken twice", "count", tally.wrongTrips(), 0, true));
        rows.add(new Row(
                "allocated for one datagram at most",
                "bytes",
                tally.allocatedMax(),
                DatagramFuzz.ALLOCATION_MAX,
                true));
        rows.add(informing("datagrams", tally.datagrams()));
        rows.add(informing("round trips", tally.roundTrips()));
        rows.add(informing("spoilt and still a message", tally.received()));
        for (Refusal reason : Refusal.values()) {
            String name = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.add(informing("refused: " + name, tally.refused(reason)));
        }
        return rows;
    }

    private static Row informing(String metric, long value) {
        return new Row(metric, "count", value, 0, false);
    }

    private static String json(long seed, List<Row> rows, boolean pass) {
        String lines = rows.stream().map(Row::json).collect(Collectors.joining(",\n  "));
        return "{\"name\": \"bench fuzz\", \"seed\": %d, \"rows\": [\n  %s],\n \"pass\": %b}"
                .formatted(seed, lines, pass);
    }

    private static String text(long seed, List<Row> rows, boolean pass) {
        String lines = rows.stream().map(Row::text).collect(Collectors.joining("\n"));
        return "%-40s %-10s %12s %12s%n%s%nseed %d: %s"
                .formatted("metric", "unit", "value", "goal", lines, seed, pass ? "pass" : "MISSED");
    }

    private static long number(List<String> numbers, int index, long otherwise) {
        if (index >= numbers.size()) {
            return otherwise;
        }
        try {
            return Long.parseLong(numbers.get(index));
        } catch (NumberFormatException e) {
            return refuse("usage: CodecFuzz [DATAGRAMS] [SEED] [-o json]; not a number: " + numbers.get(index));
        }
    }

    private static long refuse(String why) {
        System.err.println(why);
        System.exit(1);
        return 0;
    }
}
