package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How an answer is shown: to people in words, to programs as it came. */
final class Shown {

    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TEXT;

    boolean isJson() {
        return format == Format.JSON;
    }

    /** Prints the answer, or these words for it. */
    void print(JsonNode answer, String words) {
        if (isJson()) {
            printJson(answer);
        } else {
            Terminal.standard().out().println(words);
        }
    }

    /** Prints it as a program may read it, laid out for people too. */
    static void printJson(Object answer) {
        Terminal.standard()
                .out()
                .println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    }
}
