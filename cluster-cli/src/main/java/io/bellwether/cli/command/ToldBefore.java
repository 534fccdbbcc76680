package io.bellwether.cli.command;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs the last verb, and has it know what was told before its name: {@code voters --home X replace NODE} means X. Left
 * alone, the library would give that to {@code voters}, and {@code replace} would work on another system.
 */
public final class ToldBefore implements IExecutionStrategy {

    private final RunLast runLast = new RunLast();

    @Override
    public int execute(ParseResult parsed) {
        for (ParseResult verb = parsed; verb.hasSubcommand(); verb = verb.subcommand()) {
            handOn(verb, verb.subcommand());
        }
        return runLast.execute(parsed);
    }

    private static void handOn(ParseResult from, ParseResult to) {
        for (OptionSpec told : from.matchedOptions()) {
            if (told.usageHelp() || told.versionHelp()) {
                continue;
            }
            OptionSpec same = to.commandSpec().findOption(told.longestName());
            if (same == null) {
                throw notHere(to.commandSpec().commandLine(), told);
            }
            if (!to.hasMatchedOption(same)) {
                same.setValue(told.getValue());
            }
        }
    }

    private static ParameterException notHere(CommandLine verb, OptionSpec told) {
        return new ParameterException(
                verb,
                "%s has no meaning for '%s': leave it out"
                        .formatted(told.longestName(), verb.getCommandSpec().qualifiedName(" ")));
    }
}
