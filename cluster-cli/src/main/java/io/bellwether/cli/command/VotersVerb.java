package io.bellwether.cli.command;

import io.bellwether.cli.cluster.VoterList;
import io.bellwether.cli.terminal.Terminal;
import io.bellwether.devservices.process.HomeLock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows and changes which coordinators vote. */
@Command(
        name = "voters",
        description = "Shows which coordinators vote.",
        mixinStandardHelpOptions = true,
        subcommands = {VotersVerb.SetAll.class, VotersVerb.Replace.class})
final class VotersVerb implements Callable<Integer> {

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        print(shown, cluster.client().get(VoterList.PATH).json());
        return ExitCode.FINE;
    }

    private static void print(Shown shown, JsonNode answer) {
        var lines = new ArrayList<String>();
        var leader = answer.path("leader").asString("");
        for (var voter : VoterList.of(answer).voters()) {
            lines.add("%-20s  %s%s"
                    .formatted(voter.node(), voter.address(), voter.node().equals(leader) ? "  leads" : ""));
        }
        lines.add("%s of them have to agree".formatted(answer.path("majority").asString()));
        shown.print(answer, String.join(System.lineSeparator(), lines));
    }

    /** Replaces the whole list. */
    @Command(
            name = "set",
            description = "Says who votes from now on, while all goes on. Name all of them.",
            mixinStandardHelpOptions = true)
    static final class SetAll implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Mixin
        private final Shown shown = new Shown();

        @Parameters(
                paramLabel = "NODE=HOST:PORT",
                arity = "1..*",
                description = "Such as coordinator-1=127.0.0.1:9800, where it listens for other voters.")
        private final List<String> voters = new ArrayList<>();

        @Option(names = "--meant", description = "An even number, or a single one, is meant.")
        private boolean meant;

        @Override
        public Integer call() {
            var wanted = VoterList.parse(voters);
            print(shown, wanted.put(cluster.client(), meant));
            return ExitCode.FINE;
        }
    }

    /** Brings a damaged coordinator back. */
    @Command(
            name = "replace",
            description = {
                "Brings a coordinator of this machine back whose data are damaged: takes it out of the voters, moves its log"
                        + " aside, starts it empty and adds it again. The others send it everything."
            },
            mixinStandardHelpOptions = true)
    static final class Replace implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Mixin
        private final Consent consent = new Consent();

        @Parameters(paramLabel = "NODE", description = "Such as coordinator-2.")
        private String node = "";

        @Override
        public Integer call() {
            var terminal = Terminal.standard();
            var replacement = new Replacement(cluster, node, terminal);
            try (var lock = HomeLock.take(replacement.home())) {
                if (replacement.runs()
                        && !consent.to(
                                "%s runs. Replace it all the same, and have the others send it everything?"
                                        .formatted(node),
                                terminal)) {
                    terminal.out().println("Nothing was changed.");
                    return ExitCode.ERROR;
                }
                return replacement.run() ? ExitCode.FINE : ExitCode.ERROR;
            }
        }
    }
}
