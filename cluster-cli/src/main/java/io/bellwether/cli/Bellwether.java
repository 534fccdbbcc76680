package io.bellwether.cli;

import io.bellwether.cli.command.ToldBefore;
import io.bellwether.cli.command.Verbs;
import io.bellwether.devservices.home.StartProblem;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point of the {@code bellwether} command. */
public final class Bellwether {

    private Bellwether() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    private static int execute(String[] arguments) {
        var commandLine = new CommandLine(new Verbs());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionStrategy(new ToldBefore());
        commandLine.getCommandSpec().name("./bellwether");
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof StartProblem problem) {
                System.err.println(problem.getMessage());
                return 1;
            }
            throw failure;
        });
        // A wrong word is an error like any other; 2 means that a system is degraded.
        commandLine.setParameterExceptionHandler((failure, unparsed) -> {
            System.err.println(
                    failure instanceof UnmatchedArgumentException unmatched
                            ? "There is no %s here; ./bellwether --help lists what there is."
                                    .formatted(String.join(" ", unmatched.getUnmatched()))
                            : "%s. ./bellwether --help tells more.".formatted(failure.getMessage()));
            return 1;
        });
        return commandLine.execute(arguments);
    }
}
