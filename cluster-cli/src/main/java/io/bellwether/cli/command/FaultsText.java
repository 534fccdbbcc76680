package io.bellwether.cli.command;

import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.netns.Faults;

/** What is wrong with the network on purpose, as a person reads it. */
final class FaultsText {

    private final Terminal terminal;

    FaultsText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Faults faults) {
        if (faults.isEmpty()) {
            terminal.out().println("The network is whole.");
            return;
        }
        terminal.out().println(terminal.uncertain("Faults in the network, until ./bellwether heal:"));
        faults.sentences().forEach(sentence -> terminal.out().println("  " + sentence));
    }
}
