package io.bellwether.faults;

import io.bellwether.devservices.home.StartProblem;
import io.bellwether.faults.harness.NotInTimeException;
import io.bellwether.faults.scenarios.Scenarios;
import io.bellwether.simulation.scenario.Simulator;
import java.util.List;

/** The entry point of the faults' own process: the command line of the simulator over real processes. */
public final class Main {

    private static final int ERROR = 1;

    private Main() {}

    public static void main(String[] words) {
        boolean live = Boolean.getBoolean("bellwether.progress");
        String description = "Starts real clusters on this machine, breaks them, and says what they have shown.";
        var commandLine = new Simulator("faults", description, Scenarios.ALL, System.out, System.err, live);
        System.exit(run(commandLine, List.of(words)));
    }

    private static int run(Simulator commandLine, List<String> words) {
        try {
            return commandLine.run(words);
        } catch (StartProblem | NotInTimeException e) {
            System.err.println(e.getMessage());
            return ERROR;
        }
    }
}
