package io.bellwether.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** What a verb came to. */
record Captured(int exitCode, String output) {

    static Captured run(Callable<Integer> verb, String... words) {
        var former = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            var line = new CommandLine(verb).setCaseInsensitiveEnumValuesAllowed(true);
            line.setExecutionExceptionHandler((failure, command, parsed) -> {
                throw failure;
            });
            int exitCode = line.execute(words);
            return new Captured(exitCode, bytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(former);
        }
    }
}
