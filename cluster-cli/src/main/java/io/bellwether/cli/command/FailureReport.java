package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.Node;
import io.bellwether.devservices.process.NodeEvent;
import java.util.Map;

/** What is told about nodes that did not start: why, and their last words. */
final class FailureReport {

    private final Terminal terminal;

    FailureReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Map<Node, NodeEvent.Failed> failures) {
        failures.forEach((node, failure) -> {
            System.err.printf("%n%s: %s%n", terminal.bad(node.name() + " did not start"), failure.reason());
            failure.lastOutput().forEach(line -> System.err.println("    " + line));
        });
        System.err.printf(
                "%nWhat did start still runs. ./bellwether output NODE shows more, ./bellwether up tries again, ./bellwether down stops all.%n");
    }
}
