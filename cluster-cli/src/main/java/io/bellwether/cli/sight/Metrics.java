package io.bellwether.cli.sight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a process exports for Prometheus. */
public final class Metrics {

    private static final Pattern LINE =
            Pattern.compile("([A-Za-z_:][A-Za-z0-9_:]*)(?:\\{(.*)})? +([^ ]+)(?: +-?[0-9]+)?");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final List<Sample> samples;

    private Metrics(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /** One line. */
    public record Sample(String name, Map<String, String> labels, double value) {

        public String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    /** Reads it; lines that are none are left out. */
    public static Metrics parse(String text) {
        var samples = new ArrayList<Sample>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            var parts = LINE.matcher(line);
            if (parts.matches()) {
                number(parts.group(3))
                        .ifPresent(value -> samples.add(new Sample(parts.group(1), labels(parts.group(2)), value)));
            }
        });
        return new Metrics(samples);
    }

    private static OptionalDouble number(String text) {
        try {
            return OptionalDouble.of(
                    switch (text) {
                        case "+Inf" -> Double.POSITIVE_INFINITY;
                        case "-Inf" -> Double.NEGATIVE_INFINITY;
                        default -> Double.parseDouble(text);
                    });
        } catch (NumberFormatException e) {
            // No line of this format: whoever wrote it is not asked by us.
            return OptionalDouble.empty();
        }
    }

    private static Map<String, String> labels(@org.jspecify.annotations.Nullable String text) {
        var labels = new TreeMap<String, String>();
        if (text != null) {
            var found = LABEL.matcher(text);
            while (found.find()) {
                labels.put(found.group(1), found.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
            }
        }
        return labels;
    }

    public List<Sample> all(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** The value of a metric without labels, or of the first of its series. */
    public OptionalDouble value(String name) {
        return all(name).stream().mapToDouble(Sample::value).findFirst();
    }

    public OptionalDouble sum(String name, Predicate<Sample> wanted) {
        var of = all(name).stream().filter(wanted).toList();
        return of.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(of.stream().mapToDouble(Sample::value).sum());
    }

    public OptionalDouble max(String name) {
        return all(name).stream().mapToDouble(Sample::value).max();
    }

    /** A label of the first series of a metric; empty where there is none. */
    public String label(String name, String label) {
        return all(name).stream().map(sample -> sample.label(label)).findFirst().orElse("");
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }
}
