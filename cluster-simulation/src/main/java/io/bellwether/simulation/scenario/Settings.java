package io.bellwether.simulation.scenario;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of one command, checked. Only what the scenario has declared can be asked for. */
public final class Settings {

    private final Scenario scenario;
    private final Map<String, String> values = new TreeMap<>();

    private Settings(Scenario scenario) {
        this.scenario = scenario;
        scenario.options().forEach(option -> values.put(option.name(), option.standard()));
    }

    /** Reads {@code --nodes 6}, {@code --nodes=6}, {@code --trace} and {@code -o json}; refuses everything else. */
    public static Settings parse(Scenario scenario, List<String> words) {
        var settings = new Settings(scenario);
        for (var rest = words.iterator(); rest.hasNext(); ) {
            settings.take(rest.next(), rest);
        }
        var output = settings.text("output");
        if (!output.equals("table") && !output.equals("json")) {
            throw new UsageProblem("--output takes table or json, got '%s'".formatted(output));
        }
        return settings;
    }

    private void take(String word, Iterator<String> rest) {
        var option = option(word);
        var value = value(option, word, rest);
        option.check(value);
        values.put(option.name(), value);
    }

    private Option option(String word) {
        if (word.equals("-o")) {
            return find("output", word);
        }
        if (word.equals("-h")) {
            return find("help", word);
        }
        if (!word.startsWith("--")) {
            throw unknown(word);
        }
        int equals = word.indexOf('=');
        return find(word.substring(2, equals < 0 ? word.length() : equals), word);
    }

    private Option find(String name, String word) {
        return scenario.options().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(word));
    }

    private UsageProblem unknown(String word) {
        return new UsageProblem("There is no %s for '%s'; it takes %s"
                .formatted(
                        word,
                        scenario.name(),
                        scenario.options().stream()
                                .map(option -> "--" + option.name())
                                .collect(Collectors.joining(" "))));
    }

    private static String value(Option option, String word, Iterator<String> rest) {
        int equals = word.indexOf('=');
        if (option.isFlag()) {
            if (equals >= 0) {
                throw new UsageProblem("--%s takes no value".formatted(option.name()));
            }
            return "true";
        }
        if (equals >= 0) {
            return word.substring(equals + 1);
        }
        if (!rest.hasNext()) {
            throw new UsageProblem("--%s needs a value".formatted(option.name()));
        }
        return rest.next();
    }

    /** A number that the scenario has declared. */
    public long number(String name) {
        return Long.parseLong(text(name));
    }

    /** A text that the scenario has declared; empty where it has no default and was not given. */
    public String text(String name) {
        @Nullable String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("'%s' has not declared --%s".formatted(scenario.name(), name));
        }
        return value;
    }

    /** A flag that the scenario has declared. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** The seed of the first run. */
    public long seed() {
        return number("seed");
    }

    /** The count of nodes. */
    public int nodes() {
        return (int) number("nodes");
    }

    /** The count of runs. */
    public int repeat() {
        return (int) number("repeat");
    }

    /** The virtual seconds of each run. */
    public long seconds() {
        return number("seconds");
    }

    int threads() {
        return (int) number("threads");
    }

    boolean json() {
        return text("output").equals("json");
    }
}
