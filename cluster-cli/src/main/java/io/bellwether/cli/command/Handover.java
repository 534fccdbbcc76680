package io.bellwether.cli.command;

import io.bellwether.devservices.home.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hands the words of a verb to another program, which runs as a process of its own and ends with this one. */
final class Handover {

    private static final long END_SECONDS_MAX = 5;

    private Handover() {}

    /** Runs it and gives its exit code. */
    static int run(String what, String jar, List<String> words) throws InterruptedException {
        var process = start(what, Context.repository().resolve(jar), words);
        // Ctrl-C reaches both processes; whoever ends only this one means the other as well.
        var hook = new Thread(() -> end(process), "end-" + what);
        Runtime.getRuntime().addShutdownHook(hook);
        int exitCode = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(hook);
        return exitCode;
    }

    private static Process start(String what, Path jar, List<String> words) {
        if (!Files.exists(jar)) {
            throw new StartProblem(
                    "The %s is not built (%s is missing): run this through ./bellwether".formatted(what, jar));
        }
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-Dbellwether.progress=" + Boolean.getBoolean("bellwether.progress"),
                "-Dbellwether.root=" + Context.repository().toAbsolutePath(),
                "-jar",
                jar.toString()));
        line.addAll(words);
        try {
            return new ProcessBuilder(line).inheritIO().start();
        } catch (IOException e) {
            throw new StartProblem("The %s cannot be started: %s".formatted(what, e.getMessage()), e);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
