package io.bellwether.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A verb that another program carries out as a process of its own. Every word goes to it unread: it knows what it can do
 * and with which options, and a second list here could only drift from that.
 */
abstract class HandoverVerb implements Callable<Integer> {

    private final String what;
    private final String jar;

    @Parameters(paramLabel = "NAME [options]", arity = "0..*", description = "What to run, and its options.")
    private List<String> words = List.of();

    /** Hands over to the program in this jar, which people know as that. */
    HandoverVerb(String what, String jar) {
        this.what = what;
        this.jar = jar;
    }

    @Spec
    final void spec(CommandSpec spec) {
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public final Integer call() throws InterruptedException {
        return Handover.run(what, jar, words);
    }
}
