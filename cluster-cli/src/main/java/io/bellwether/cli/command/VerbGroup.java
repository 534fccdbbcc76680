package io.bellwether.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A verb that does nothing but hold others: typed alone, it shows them. */
abstract class VerbGroup implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final void run() {
        var known = spec;
        if (known != null) {
            known.commandLine().usage(System.out);
        }
    }
}
