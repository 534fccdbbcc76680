package io.bellwether.simulation;

import io.bellwether.simulation.scenario.Simulator;
import java.util.List;

/** The entry point of the simulator's own process. */
public final class Main {

    private Main() {}

    public static void main(String[] words) {
        // The shell knows whether errors go to a terminal; Java tells only from release 22 on.
        boolean live = Boolean.getBoolean("bellwether.progress");
        System.exit(new Simulator(Scenarios.ALL, System.out, System.err, live).run(List.of(words)));
    }
}
