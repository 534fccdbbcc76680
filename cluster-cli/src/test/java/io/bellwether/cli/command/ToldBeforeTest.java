package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class ToldBeforeTest {

    @Command(name = "above", mixinStandardHelpOptions = true, subcommands = Below.class)
    static final class Above implements Callable<Integer> {

        @Option(names = {"-w", "--where"})
        private String where = "here";

        @Option(names = "--only-above")
        private boolean onlyAbove;

        @Override
        public Integer call() {
            return onlyAbove || where.isEmpty() ? 1 : 0;
        }
    }

    @Command(name = "below")
    static final class Below implements Callable<Integer> {

        private static String went = "";

        @Option(names = {"-w", "--where"})
        private String where = "here";

        @Override
        public Integer call() {
            went = where;
            return 0;
        }
    }

    private final StringWriter said = new StringWriter();

    private int run(String... words) {
        Below.went = "";
        var line = new CommandLine(new Above());
        line.setExecutionStrategy(new ToldBefore());
        line.setOut(new PrintWriter(said));
        line.setErr(new PrintWriter(said));
        return line.execute(words);
    }

    @Test
    void whatIsToldBeforeTheVerbIsKnownToIt() {
        assertThat(run("--where", "there", "below")).isZero();
        assertThat(Below.went).isEqualTo("there");

        assertThat(run("-w", "there", "below")).isZero();
        assertThat(Below.went).isEqualTo("there");
    }

    @Test
    void whatIsToldAfterItCounts() {
        assertThat(run("--where", "there", "below", "--where", "elsewhere")).isZero();
        assertThat(Below.went).isEqualTo("elsewhere");
    }

    @Test
    void whatTheVerbDoesNotKnowIsRefused() {
        assertThat(run("--only-above", "below")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(said.toString()).contains("--only-above has no meaning for 'above below': leave it out");
        assertThat(Below.went).isEmpty();
    }

    @Test
    void helpIsStillHelp() {
        assertThat(run("--help", "below")).isZero();
        assertThat(said.toString()).contains("Usage: above");
        assertThat(Below.went).isEmpty();
    }
}
