package io.bellwether.simulation.scenario;

import io.bellwether.simulation.report.Json;
import io.bellwether.simulation.report.Table;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of the simulator, of the benchmarks and of the faults, which have the same shape. It owns its options and
 * their help, so that no other module repeats them.
 */
public final class Simulator {

    private static final int FINE = 0;
    private static final int ERROR = 1;
    private static final int SHORT_OF_A_GOAL = 2;

    private final String verb;
    private final String description;
    private final List<Scenario> scenarios;
    private final PrintStream out;
    private final PrintStream errors;
    private final boolean live;

    /** A command line over these scenarios. */
    public Simulator(List<Scenario> scenarios, PrintStream out, PrintStream errors, boolean live) {
        this("sim", "Runs the protocol in virtual time and says what it has shown.", scenarios, out, errors, live);
    }

    /** The same behind another verb. */
    public Simulator(
            String verb,
            String description,
            List<Scenario> scenarios,
            PrintStream out,
            PrintStream errors,
            boolean live) {
        this.verb = verb;
        this.description = description;
        this.scenarios = List.copyOf(scenarios);
        this.out = out;
        this.errors = errors;
        this.live = live;
    }

    /** Runs one command and gives its exit code. */
    public int run(List<String> words) {
        try {
            if (words.isEmpty() || List.of("--help", "-h").contains(words.getFirst())) {
                out.print(help());
                return FINE;
            }
            return run(find(words.getFirst()), words.subList(1, words.size()));
        } catch (UsageProblem e) {
            errors.println("%s. ./bellwether %s --help tells more.".formatted(e.getMessage(), verb));
            return ERROR;
        }
    }

    private int run(Scenario scenario, List<String> words) {
        var settings = Settings.parse(scenario, words);
        if (settings.flag("help")) {
            out.print(scenario.help(verb));
            return FINE;
        }
        // The result alone on the standard output, where a program reads it.
        var notes = settings.json() ? errors : out;
        var result = scenario.runner().run(new Session(scenario, settings, notes, errors, live));
        out.print(settings.json() ? Json.of(result) + System.lineSeparator() : Table.of(result));
        out.flush();
        return result.pass() ? FINE : SHORT_OF_A_GOAL;
    }

    private Scenario find(String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageProblem("There is no scenario '%s'; there are %s"
                        .formatted(name, shown().map(Scenario::name).collect(Collectors.joining(" ")))));
    }

    private Stream<Scenario> shown() {
        return scenarios.stream().filter(scenario -> !scenario.hidden());
    }

    private String help() {
        int width = shown().mapToInt(scenario -> scenario.name().length()).max().orElse(0);
        String line = "  %-" + width + "s  %s%n";
        var lines = shown().map(scenario -> line.formatted(scenario.name(), scenario.description()))
                .collect(Collectors.joining());
        return "Usage: ./bellwether %s WHAT [options]%n%n%s%n%n".formatted(verb, description)
                + lines
                + "%n./bellwether %s WHAT --help lists its options.%nExit code: 0 fine, 1 error, 2 short of a goal.%n"
                        .formatted(verb);
    }
}
