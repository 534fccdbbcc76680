package io.bellwether.cli.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Shows who leads the coordinators, and hands leadership over. */
@Command(
        name = "leader",
        description = "Shows who leads the coordinators; exit code 2 when nobody does.",
        mixinStandardHelpOptions = true,
        subcommands = LeaderVerb.Transfer.class)
final class LeaderVerb implements Callable<Integer> {

    @Mixin
    private final ClusterContext cluster = new ClusterContext();

    @Mixin
    private final Shown shown = new Shown();

    @Override
    public Integer call() {
        var answer = cluster.client().get("/api/v1/cluster").json();
        var leader = answer.path("leader").asString("");
        boolean backed = answer.path("hasQuorum").asBoolean();
        shown.print(
                answer,
                leader.isEmpty() || !backed
                        ? "Nobody leads with a majority behind it, says %s; ./bellwether members shows who is there"
                                .formatted(answer.path("answeredBy").asString())
                        : "%s leads in term %s"
                                .formatted(leader, answer.path("term").asString()));
        return leader.isEmpty() || !backed ? ExitCode.DEGRADED : ExitCode.FINE;
    }

    /** Hands leadership over. */
    @Command(name = "transfer", description = "Has another coordinator lead.", mixinStandardHelpOptions = true)
    static final class Transfer implements Callable<Integer> {

        @Mixin
        private final ClusterContext cluster = new ClusterContext();

        @Mixin
        private final Shown shown = new Shown();

        @Option(names = "--to", paramLabel = "NODE", description = "To this one (default: the one that is best).")
        private @Nullable String to;

        @Override
        public Integer call() {
            var body = JsonMapper.shared().createObjectNode();
            if (to != null) {
                body.put("to", to);
            }
            var answer = cluster.post("/api/v1/leader/transfer", body).json();
            shown.print(
                    answer,
                    "%s leads in term %s, before it was %s"
                            .formatted(
                                    answer.path("leader").asString(),
                                    answer.path("term").asString(),
                                    answer.path("from").asString()));
            return ExitCode.FINE;
        }
    }
}
