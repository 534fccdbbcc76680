package io.bellwether.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConfigVerbTest {

    @Test
    void whatStandsBehindPutIsNamespaceKeyAndValueInThatOrder() {
        var put = Objects.requireNonNull(
                new CommandLine(new ConfigVerb()).getSubcommands().get("put"));

        assertThat(put.getCommandSpec().positionalParameters())
                .extracting(CommandLine.Model.PositionalParamSpec::paramLabel)
                .containsExactly("NAMESPACE", "KEY", "VALUE");
        assertThat(put.getCommandSpec().positionalParameters())
                .extracting(parameter -> parameter.index().toString())
                .containsExactly("0", "1", "2");
    }
}
