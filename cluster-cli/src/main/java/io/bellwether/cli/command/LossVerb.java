package io.bellwether.cli.command;

import io.bellwether.devservices.home.StartProblem;
import io.bellwether.devservices.netns.Way;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loses packets. */
@Command(
        name = "loss",
        description = {
            "Loses a share of the packets between a node and all others, at random and whatever they are.",
            "0 ends it. Needs up --netns."
        },
        mixinStandardHelpOptions = true)
final class LossVerb implements Callable<Integer> {

    private static final int PERCENT_MAX = 100;

    /** One of them; without, both ways. */
    static final class OneWay {

        @Option(names = "--ingress", description = "Only what is sent to it.")
        private boolean ingress;

        @Option(names = "--egress", description = "Only what it sends.")
        private boolean egress;

        EnumSet<Way> ways() {
            var ways = EnumSet.noneOf(Way.class);
            if (ingress) {
                ways.add(Way.IN);
            }
            if (egress) {
                ways.add(Way.OUT);
            }
            return ways;
        }
    }

    @Mixin
    private final FaultContext faults = new FaultContext();

    @Parameters(index = "0", paramLabel = "NODE", description = "Such as log-producer-1, or kafka.")
    private String node = "";

    @Parameters(index = "1", paramLabel = "PERCENT", description = "0 to 100.")
    private int percent;

    @ArgGroup
    private @Nullable OneWay way;

    @Override
    public Integer call() {
        if (percent < 0 || percent > PERCENT_MAX) {
            throw new StartProblem("Loss is 0 to 100 percent of the packets, not " + percent);
        }
        return faults.change((layout, before) -> before.loss(layout.find(node).name(), percent, ways()));
    }

    private EnumSet<Way> ways() {
        var told = way;
        return told == null ? EnumSet.allOf(Way.class) : told.ways();
    }
}
