package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is shown: to people in words, to programs as it came. */
final class Shown {

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private StatusVerb.Format format = StatusVerb.Format.TEXT;

    boolean isJson() {
        return format == StatusVerb.Format.JSON;
    }

    /** Prints the answer, or these words for it. */
    void print(JsonNode answer, String words) {
        var out = Terminal.standard().out();
        out.println(
                isJson() ? JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer) : words);
    }
}
