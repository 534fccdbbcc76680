package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.home.StartProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The yes of a person, asked for before something that cannot be undone. */
final class Consent {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** Whether there is a yes; where nobody can be asked it has to be on the command line. */
    boolean to(String question, Terminal terminal) {
        if (!yes && !terminal.live()) {
            throw new StartProblem("%s Nobody can be asked here: add --yes if so".formatted(question));
        }
        return orUnasked(question, terminal);
    }

    /** Whether there is a yes; it is taken for granted where nobody can be asked. */
    boolean orUnasked(String question, Terminal terminal) {
        return yes || !terminal.live() || answered(question, terminal);
    }

    private static boolean answered(String question, Terminal terminal) {
        terminal.out().printf("%s [y/N] ", question);
        terminal.out().flush();
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        } catch (IOException e) {
            throw new StartProblem("The answer cannot be read: add --yes", e);
        }
    }
}
