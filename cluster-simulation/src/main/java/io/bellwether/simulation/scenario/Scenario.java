package io.bellwether.simulation.scenario;

import io.bellwether.simulation.report.Result;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that can be run by name.
 *
 * @param description one line
 * @param options all that it takes
 * @param hidden left out of the list
 */
public record Scenario(String name, String description, List<Option> options, boolean hidden, Runner runner) {

    /** What a scenario does. */
    @FunctionalInterface
    public interface Runner {
        /** Runs it and says what it has shown. */
        Result run(Session session);
    }

    /** Keeps its own copy. */
    public Scenario {
        options = List.copyOf(options);
    }

    /** A scenario that the list shows. */
    public static Scenario of(String name, String description, List<Option> options, Runner runner) {
        return new Scenario(name, description, with(options, Option.COMMON), false, runner);
    }

    /** One that the list does not show. */
    static Scenario hidden(String name, String description, List<Option> options, Runner runner) {
        return new Scenario(name, description, with(options, Option.COMMON), true, runner);
    }

    /** One on real processes and in real time. */
    public static Scenario live(String name, String description, List<Option> options, Runner runner) {
        return new Scenario(name, description, with(options, Option.COMMON_LIVE), false, runner);
    }

    private static List<Option> with(List<Option> own, List<Option> common) {
        return Stream.concat(own.stream(), common.stream()).toList();
    }

    /** How it is used, for people. */
    String help(String verb) {
        var help =
                new StringBuilder("Usage: ./bellwether %s %s [options]%n%n%s%n%n".formatted(verb, name, description));
        for (var option : options) {
            var words = "--" + option.name() + (option.isFlag() ? "" : " " + option.placeholder());
            var standard =
                    option.isFlag() || option.standard().isEmpty() ? "" : " (default: " + option.standard() + ")";
            help.append("  %-18s %s%s%n".formatted(words, option.description(), standard));
        }
        return help.append("%nExit code: 0 fine, 1 error, 2 short of a goal.%n".formatted())
                .toString();
    }
}
