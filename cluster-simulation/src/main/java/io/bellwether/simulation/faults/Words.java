package io.bellwether.simulation.faults;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The words of one line of a plan, read one after the other. */
final class Words {

    private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private final String line;
    private final Iterator<String> rest;

    Words(String line) {
        this.line = line;
        this.rest = Arrays.asList(line.strip().split("\\s+", -1)).iterator();
    }

    static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
    }

    static String groups(List<List<Integer>> groups) {
        return groups.stream()
                .map(group -> group.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .collect(Collectors.joining("|"));
    }

    boolean atEnd() {
        return !rest.hasNext();
    }

    String next(String what) {
        if (atEnd()) {
            throw wrong("it ends where %s should be".formatted(what));
        }
        return rest.next();
    }

    int nextMachine() {
        return machine(next("a machine"));
    }

    double nextRatio() {
        var word = next("a share");
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw wrong("'%s' is not a share from 0 to 1".formatted(word), e);
        }
    }

    Duration nextTime() {
        var word = next("a time");
        try {
            if (word.endsWith("s")) {
                var seconds = new BigDecimal(word.substring(0, word.length() - 1));
                BigInteger nanos = seconds.multiply(NANOS_PER_SECOND).toBigIntegerExact();
                return Duration.ofNanos(nanos.longValueExact());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong("'%s' is not a time such as 1.5s".formatted(word), e);
        }
        throw wrong("'%s' is not a time such as 1.5s".formatted(word));
    }

    List<List<Integer>> nextGroups() {
        return Arrays.stream(next("groups such as 0,1|2").split("\\|", -1))
                .map(group ->
                        Arrays.stream(group.split(",", -1)).map(this::machine).toList())
                .toList();
    }

    private int machine(String word) {
        try {
            return Integer.parseUnsignedInt(word);
        } catch (NumberFormatException e) {
            throw wrong("'%s' is not the number of a machine".formatted(word), e);
        }
    }

    IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("cannot read '%s': %s".formatted(line.strip(), why));
    }

    private IllegalArgumentException wrong(String why, Exception cause) {
        return new IllegalArgumentException("cannot read '%s': %s".formatted(line.strip(), why), cause);
    }
}
