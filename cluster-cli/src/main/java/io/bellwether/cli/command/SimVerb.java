package io.bellwether.cli.command;

import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs the simulator as a process of its own. Every word goes to it unread: it knows its scenarios and their options,
 * and a second list here could only drift from that.
 */
@Command(
        name = "sim",
        description = {
            "Runs the protocol in virtual time and says what it has shown.",
            "./bellwether sim --help lists the scenarios, ./bellwether sim SCENARIO --help its options."
        })
final class SimVerb implements Callable<Integer> {

    private static final long END_SECONDS_MAX = 5;

    @Parameters(paramLabel = "SCENARIO [options]", arity = "0..*", description = "Such as: crash --nodes 100 -o json.")
    private List<String> words = List.of();

    @Spec
    void spec(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws InterruptedException {
        var simulator = start();
        // Ctrl-C reaches both processes; whoever ends only this one means the other as well.
        var hook = new Thread(() -> end(simulator), "end-simulator");
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = simulator.waitFor();
        Runtime.getRuntime().removeShutdownHook(hook);
        return exitCode;
    }

    private Process start() {
        var jar = Context.repository().resolve("cluster-simulation/target/cluster-simulation.jar");
        if (!Files.exists(jar)) {
            throw new StartProblem(
                    "The simulator is not built (%s is missing): run it through ./bellwether".formatted(jar));
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-Dbellwether.progress=" + Boolean.getBoolean("bellwether.progress"),
                "-jar",
                jar.toString()));
        line.addAll(words);
        try {
            return new ProcessBuilder(line).inheritIO().start();
        } catch (IOException e) {
            throw new StartProblem("The simulator cannot be started: " + e.getMessage(), e);
        }
    }

    private static void end(Process simulator) {
        simulator.destroy();
        try {
            if (!simulator.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                simulator.destroyForcibly();
            }
        } catch (InterruptedException e) {
            simulator.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
