package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class SimVerbTest {

    @Test
    void everyWordGoesToTheSimulatorUnread() {
        var parsed = new CommandLine(new Verbs())
                .parseArgs("sim", "crash", "--nodes", "3", "-o", "json", "--help", "--plan=1s crash 0; 2s cut 0 1")
                .subcommand();
        assertThat(parsed.commandSpec().name()).isEqualTo("sim");
        assertThat(parsed.matchedPositional(0).originalStringValues())
                .containsExactly("crash", "--nodes", "3", "-o", "json", "--help", "--plan=1s crash 0; 2s cut 0 1");
    }

    @Test
    void everyWordGoesToTheBenchmarksUnread() {
        var parsed = new CommandLine(new Verbs())
                .parseArgs("bench", "jmh", "Phi.*", "-o", "json", "--help")
                .subcommand();
        assertThat(parsed.commandSpec().name()).isEqualTo("bench");
        assertThat(parsed.matchedPositional(0).originalStringValues())
                .containsExactly("jmh", "Phi.*", "-o", "json", "--help");
    }

    @Test
    void everyWordGoesToTheFaultsUnread() {
        var parsed = new CommandLine(new Verbs())
                .parseArgs("faults", "crash", "--repeat", "20", "--profile=fast", "-o", "json", "--help")
                .subcommand();
        assertThat(parsed.commandSpec().name()).isEqualTo("faults");
        assertThat(parsed.matchedPositional(0).originalStringValues())
                .containsExactly("crash", "--repeat", "20", "--profile=fast", "-o", "json", "--help");
    }
}
